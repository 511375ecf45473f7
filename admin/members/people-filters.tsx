import { Button } from "@medusajs/ui"
import { useTranslation } from "react-i18next"
import type { CatalogueField } from "../../src/contract"
import { Combobox } from "../shared/combobox"
import { PlainSelect } from "../shared/plain-select"
import { useFieldValues } from "../shared/queries"
import { useFormats } from "../shared/use-formats"
import { NO_FILTERS, ruleOf, SEEN_DAYS, type Filters } from "./filters"

interface PeopleFiltersProps {
  filters: Filters
  known: ReadonlyMap<string, CatalogueField>
  /** Whether the list is there: suggestions are asked for after it. */
  ready: boolean
  onChange: (filters: Filters) => void
}

/** The filters that are asked for most; any other is a segment's rule. */
export function PeopleFilters({ filters, known, ready, onChange }: PeopleFiltersProps) {
  const { t } = useTranslation()
  const change = (next: Partial<Filters>): void => onChange({ ...filters, ...next })
  const identified = filters.identified === null ? "all" : filters.identified ? "identified" : "anonymous"
  return (
    <>
      <PlainSelect
        label={t("audience.filters.identity")}
        value={identified}
        options={(["all", "identified", "anonymous"] as const).map((value) => ({ value, label: t(`audience.filters.${value}`) }))}
        onChange={(next) => change({ identified: next === "all" ? null : next === "identified" })}
      />
      <FieldFilter
        name="visit.country"
        known={known}
        ready={ready}
        values={filters.countries}
        onChange={(countries) => change({ countries })}
      />
      <FieldFilter
        name="visit.device_type"
        known={known}
        ready={ready}
        values={filters.devices}
        onChange={(devices) => change({ devices })}
      />
      <PlainSelect
        label={known.get("visit.last_seen")?.label ?? t("audience.filters.seen")}
        value={String(filters.seen ?? 0)}
        options={[0, ...SEEN_DAYS].map((days) => ({
          value: String(days),
          label:
            days === 0
              ? t("audience.filters.anyTime")
              : days === 1
                ? t("audience.filters.today")
                : t(days > 0 ? "audience.filters.seenWithin" : "audience.filters.notSeen", { count: Math.abs(days) }),
        }))}
        onChange={(next) => change({ seen: Number(next) || null })}
      />
      {ruleOf(filters) && (
        <Button type="button" size="small" variant="transparent" onClick={() => onChange(NO_FILTERS)}>
          {t("audience.filters.clear")}
        </Button>
      )}
    </>
  )
}

interface FieldFilterProps {
  name: string
  known: ReadonlyMap<string, CatalogueField>
  ready: boolean
  values: string[]
  onChange: (values: string[]) => void
}

/** One of several values of a field, out of the shop's own data. */
function FieldFilter({ name, known, ready, values, onChange }: FieldFilterProps) {
  const formats = useFormats()
  const field = known.get(name)
  const { data: found = [], isFetching } = useFieldValues(name, undefined, "", ready && field !== undefined && !field.choices?.length)
  if (!field) return null
  const options = field.choices?.length
    ? field.choices
    : found.map(({ value, label, count }) => ({ value, label, ...(count === undefined ? {} : { count: formats.number(count) }) }))
  return <Combobox label={field.label} options={options} values={values} onChange={onChange} loading={isFetching} multiple />
}
