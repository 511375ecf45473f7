import { DatePicker } from "@medusajs/ui"
import { useQueries } from "@tanstack/react-query"
import { useState } from "react"
import { useTranslation } from "react-i18next"
import type { FieldValue, RelativeTime, TimeUnit } from "../../../src/contract"
import { Combobox } from "../../shared/combobox"
import { fromPickerDate, toPickerDate } from "../../shared/days"
import { NumberInput } from "../../shared/number-input"
import { PlainSelect } from "../../shared/plain-select"
import { fieldValuesQuery, useFieldValues } from "../../shared/queries"
import { useDebounced } from "../../shared/use-debounced"
import { useFormats } from "../../shared/use-formats"
import { durationUnit, DURATION_UNITS, type DurationUnit } from "./duration"

interface ListProps {
  label: string
  values: string[]
  multiple: boolean
  onChange: (values: string[]) => void
  invalid?: boolean
}

/** Values that the shop's own data suggests, by name; others may be typed where `free`. */
export function SuggestedValues({ field, dimension, free, ...list }: ListProps & { field: string; dimension?: string; free: boolean }) {
  const formats = useFormats()
  const [search, setSearch] = useState("")
  const settled = useDebounced(search, 250)
  const { data: found = [], isFetching } = useFieldValues(field, dimension, settled)
  const { data: first = [] } = useFieldValues(field, dimension, "")
  const known = useNamesOf(field, dimension, list.values, [...first, ...found])
  return (
    <Combobox
      {...list}
      options={merged(found, known).map(({ value, label, count }) => ({
        value,
        label,
        ...(count === undefined ? {} : { count: formats.number(count) }),
      }))}
      onSearch={setSearch}
      loading={isFetching || settled !== search}
      free={free}
    />
  )
}

/** Chosen values keep their names while a search leaves them out of the suggestions. */
function useNamesOf(field: string, dimension: string | undefined, values: string[], seen: FieldValue[]): FieldValue[] {
  const unknown = values.filter((value) => !seen.some((found) => found.value === value))
  const searched = useQueries({
    queries: unknown.map((value) => fieldValuesQuery(field, dimension, value)),
    combine: (results) => results.flatMap(({ data }) => data ?? []),
  })
  return [...seen, ...searched].filter(({ value }) => values.includes(value))
}

function merged(found: FieldValue[], known: FieldValue[]): FieldValue[] {
  const all = new Map([...found, ...known].map((value) => [value.value, value]))
  return [...all.values()]
}

export function ChosenValues({ choices, ...list }: ListProps & { choices: { value: string; label: string }[] }) {
  return <Combobox {...list} options={choices} />
}

/** Seconds, edited in the unit that shows them without a fraction. */
export function DurationInput({
  label,
  value,
  onChange,
}: {
  label: string
  value: number | undefined
  onChange: (value: number | undefined) => void
}) {
  const { t } = useTranslation()
  const [unit, setUnit] = useState<DurationUnit>(() => durationUnit(value))
  const size = DURATION_UNITS[unit]
  return (
    <div className="flex items-center gap-x-1.5">
      <NumberInput
        key={unit}
        label={label}
        value={value === undefined ? undefined : value / size}
        min={0}
        onChange={(next) => onChange(next === undefined ? undefined : Math.round(next * size))}
      />
      <PlainSelect
        label={t("audience.builder.unit")}
        value={unit}
        options={(Object.keys(DURATION_UNITS) as DurationUnit[]).map((name) => ({
          value: name,
          label: t(`audience.units.${name}`, { count: 2 }),
        }))}
        onChange={(next) => {
          // The number stays, the unit changes: 2 minutes become 2 hours.
          if (value !== undefined) onChange((value / size) * DURATION_UNITS[next])
          setUnit(next)
        }}
      />
    </div>
  )
}

export function DayInput({
  label,
  value,
  onChange,
}: {
  label: string
  value: string | undefined
  onChange: (day: string | undefined) => void
}) {
  return (
    <DatePicker
      size="small"
      aria-label={label}
      className="w-40"
      value={toPickerDate(value)}
      onChange={(date) => onChange(fromPickerDate(date))}
    />
  )
}

const TIME_UNITS: TimeUnit[] = ["day", "hour", "minute"]

/** A whole number of days, hours or minutes. */
export function SpanInput({
  label,
  count,
  unit,
  onChange,
}: {
  label: string
  count: number | undefined
  unit: TimeUnit
  onChange: (count: number | undefined, unit: TimeUnit) => void
}) {
  const { t } = useTranslation()
  return (
    <div className="flex items-center gap-x-1.5">
      <NumberInput label={label} value={count} min={1} whole className="w-16" onChange={(next) => onChange(next, unit)} />
      <PlainSelect
        label={t("audience.builder.unit")}
        value={unit}
        options={TIME_UNITS.map((name) => ({ value: name, label: t(`audience.units.${name}`, { count: count ?? 2 }) }))}
        onChange={(next) => onChange(count, next)}
      />
    </div>
  )
}

export function RelativeInput({
  label,
  value,
  direction,
  onChange,
}: {
  label: string
  value: RelativeTime
  direction: "last" | "next"
  onChange: (value: RelativeTime) => void
}) {
  const count = "last" in value ? value.last : value.next
  const make = (next: number | undefined, unit: TimeUnit): void =>
    // Emptied while typing: the missing number is found before the rule is asked or saved.
    onChange((direction === "last" ? { last: next, unit } : { next, unit }) as RelativeTime)
  return <SpanInput label={label} count={count} unit={value.unit} onChange={make} />
}
