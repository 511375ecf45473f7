import { clx } from "@medusajs/ui"
import type { UseQueryResult } from "@tanstack/react-query"
import { useTranslation } from "react-i18next"
import type { CohortInterval, CohortOrigin, CohortReturn, Retention } from "../../src/contract"
import { CsvButton } from "../shared/csv-button"
import type { Formats } from "../shared/formats"
import { PlainSelect } from "../shared/plain-select"
import { saveCsv } from "../shared/save-file"
import { Section } from "../shared/section"
import { EmptyState, ErrorState, LoadingRows } from "../shared/states"
import type { CohortState } from "./cohort-state"
import { RetentionTable } from "./retention-table"

interface RetentionSectionProps {
  state: CohortState
  retention: UseQueryResult<Retention>
  formats: Formats
  onChange: (next: Partial<CohortState>) => void
}

/** How many of those who came first in a week or month came back in each one since. */
export function RetentionSection({ state, retention, formats, onChange }: RetentionSectionProps) {
  const { t } = useTranslation()
  const { data, error, isPlaceholderData, refetch } = retention
  const title = t("audience.cohorts.retention")
  const empty = data?.cohorts.every(({ size }) => size === 0) ?? false
  const choice = <Value extends string>(name: string, values: Value[]): { value: Value; label: string }[] =>
    values.map((value) => ({ value, label: t(`audience.cohorts.${name}.${value}`) }))
  const save = (): void =>
    saveCsv(
      `retention-${state.by}-${state.interval}.csv`,
      ["start", "size", "since", "people", "share"],
      (data?.cohorts ?? []).flatMap(({ start, size, returned }) => returned.map((cell, since) => ({ start, size, since, ...cell })))
    )
  return (
    <Section
      title={title}
      help={t(`audience.cohorts.retentionHelp.${state.by}`)}
      actions={
        <>
          <PlainSelect<CohortOrigin>
            label={t("audience.cohorts.byLabel")}
            value={state.by}
            options={choice("by", ["first_visit", "first_order"])}
            // What counts as coming back follows, unless it is chosen anew.
            onChange={(by) => onChange({ by, returning: by === "first_order" ? "order" : "visit" })}
          />
          <PlainSelect<CohortReturn>
            label={t("audience.cohorts.returningLabel")}
            value={state.returning}
            options={choice("returning", ["visit", "order"])}
            onChange={(returning) => onChange({ returning })}
          />
          <PlainSelect<CohortInterval>
            label={t("audience.cohorts.intervalLabel")}
            value={state.interval}
            options={choice("interval", ["week", "month"])}
            onChange={(interval) => onChange({ interval })}
          />
          {data && !empty && <CsvButton onClick={save} what={title} />}
        </>
      }
    >
      {error && !data && <ErrorState error={error} onRetry={() => void refetch()} />}
      {!error && !data && <LoadingRows rows={13} className="h-10" />}
      {empty && <EmptyState title={t("audience.cohorts.nobody")}>{t("audience.cohorts.nobodyHelp")}</EmptyState>}
      {data && !empty && (
        <div className={clx("transition-opacity", isPlaceholderData && "opacity-60")} aria-busy={isPlaceholderData}>
          <RetentionTable retention={data} title={title} formats={formats} />
        </div>
      )}
    </Section>
  )
}
