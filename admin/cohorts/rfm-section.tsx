import { useTranslation } from "react-i18next"
import { CsvButton } from "../shared/csv-button"
import type { Formats } from "../shared/formats"
import { PlainSelect } from "../shared/plain-select"
import { saveCsv } from "../shared/save-file"
import { Section } from "../shared/section"
import { EmptyState, ErrorState, LoadingRows } from "../shared/states"
import type { CohortState, RfmAxis } from "./cohort-state"
import { RfmGroups } from "./rfm-groups"
import { RfmTable } from "./rfm-table"
import { useRfm } from "./use-cohorts"

interface RfmSectionProps {
  state: CohortState
  segmentName: string | undefined
  formats: Formats
  enabled: boolean
  onChange: (next: Partial<CohortState>) => void
}

/** Buyers by how recently, how often and for how much they bought. Each cell and group leads to a segment of its people. */
export function RfmSection({ state, segmentName, formats, enabled, onChange }: RfmSectionProps) {
  const { t } = useTranslation()
  const { data, error, refetch } = useRfm(state, enabled)
  const title = t("audience.cohorts.rfm")
  const save = (): void =>
    saveCsv(
      "rfm.csv",
      ["recency", "frequency", "monetary", "people", "revenue"],
      (data?.cells ?? []).map((cell) => ({ ...cell }))
    )
  return (
    <Section
      title={title}
      help={t("audience.cohorts.rfmHelp")}
      subtitle={
        data &&
        t("audience.cohorts.buyers", { people: formats.number(data.buyers), count: data.buyers, revenue: formats.money(data.revenue) })
      }
      actions={
        <>
          <PlainSelect<RfmAxis>
            label={t("audience.cohorts.axisLabel")}
            value={state.axis}
            options={(["frequency", "monetary"] as const).map((value) => ({ value, label: t(`audience.cohorts.axis.${value}`) }))}
            onChange={(axis) => onChange({ axis })}
          />
          {data && data.buyers > 0 && <CsvButton onClick={save} what={title} />}
        </>
      }
    >
      {error && !data && <ErrorState error={error} onRetry={() => void refetch()} />}
      {!error && !data && <LoadingRows rows={5} className="h-10" />}
      {data?.buyers === 0 && <EmptyState title={t("audience.cohorts.noBuyers")} />}
      {data && data.buyers > 0 && (
        <div className="flex flex-col xl:flex-row xl:divide-x">
          <RfmTable grid={data} axis={state.axis} segment={state.segment} segmentName={segmentName} formats={formats} />
          <RfmGroups grid={data} segment={state.segment} segmentName={segmentName} formats={formats} />
        </div>
      )}
    </Section>
  )
}
