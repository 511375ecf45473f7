import { DatePicker, Skeleton } from "@medusajs/ui"
import { useTranslation } from "react-i18next"
import { fromPickerDate, toPickerDate } from "./days"
import { PlainSelect } from "./plain-select"
import { presetOf, presetRange, PRESETS, type Preset, type Range } from "./range"

interface RangePickerProps {
  /** Not known yet without one: grey bars then keep its place. */
  range: Range | undefined
  today: string
  onChange: (range: Range) => void
}

/** The days a report looks at: a preset or any two days of the shop's zone, both included. */
export function RangePicker({ range, today, onChange }: RangePickerProps) {
  const { t } = useTranslation()
  if (!range) {
    return (
      <div className="flex flex-wrap items-center gap-2">
        <Skeleton className="h-8 w-36 rounded-md" />
        <Skeleton className="h-8 w-[19.5rem] rounded-md sm:w-[21.5rem]" />
      </div>
    )
  }
  const names = [...(Object.keys(PRESETS) as Preset[]), "custom"] as (Preset | "custom")[]
  const end = (key: "from" | "to") => (date: Date | null) => {
    const day = fromPickerDate(date)
    // While a year is typed digit by digit, the picker hands out days of the year 2.
    if (!day || day < "2000") return
    // It also hands out the day that it was just given, in the order in which pickers are drawn: two of them would undo each other's change.
    if (day === range[key]) return
    const next = { ...range, [key]: day }
    onChange(next.from <= next.to ? next : { from: day, to: day })
  }
  return (
    <div className="flex flex-wrap items-center gap-2">
      <PlainSelect
        label={t("audience.range.label")}
        value={presetOf(range, today) ?? "custom"}
        options={names.map((value) => ({ value, label: t(`audience.range.${value}`) }))}
        onChange={(name) => name !== "custom" && onChange(presetRange(name, today))}
        className="min-w-[9rem]"
      />
      <div className="flex items-center gap-2">
        <DatePicker
          size="small"
          className="w-36 sm:w-40"
          aria-label={t("audience.range.from")}
          value={toPickerDate(range.from)}
          onChange={end("from")}
        />
        <span className="text-ui-fg-subtle">–</span>
        <DatePicker
          size="small"
          className="w-36 sm:w-40"
          aria-label={t("audience.range.to")}
          value={toPickerDate(range.to)}
          onChange={end("to")}
        />
      </div>
    </div>
  )
}
