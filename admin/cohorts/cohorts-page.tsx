import { useTranslation } from "react-i18next"
import { useSearchParams } from "react-router-dom"
import { Combobox } from "../shared/combobox"
import { useFormats } from "../shared/use-formats"
import { useSegmentOptions } from "../shared/use-segment-options"
import { Section } from "../shared/section"
import { readCohorts, writeCohorts, type CohortState } from "./cohort-state"
import { FunnelSection } from "./funnel-section"
import { RetentionSection } from "./retention-section"
import { RfmSection } from "./rfm-section"
import { useRetention } from "./use-cohorts"

const EVERYBODY = ""

/** Who comes back, who is worth what, and where people are lost on the way to an order; for a segment or for everybody. */
export function CohortsPage() {
  const { t } = useTranslation()
  const formats = useFormats()
  const [search, setSearch] = useSearchParams()
  const state = readCohorts(search)
  const choices = useSegmentOptions({ chosen: state.segment ? [state.segment] : [] })
  const retention = useRetention(state)
  const change = (next: Partial<CohortState>): void => setSearch(writeCohorts({ ...state, ...next }), { replace: true })
  const everybody = { value: EVERYBODY, label: t("audience.cohorts.everybody") }
  const answered = retention.data !== undefined || retention.error !== null
  const name = choices.options.find(({ value }) => value === state.segment)?.label

  return (
    <>
      <Section
        level="h1"
        title={t("audience.cohorts.title")}
        subtitle={t("audience.cohorts.subtitle")}
        actions={
          <Combobox
            label={t("audience.cohorts.who")}
            options={[everybody, ...choices.options]}
            values={[state.segment ?? EVERYBODY]}
            loading={choices.isLoading}
            onSearch={choices.onSearch}
            onChange={([id]) => change({ segment: id || null })}
          />
        }
      />
      <RetentionSection state={state} retention={retention} formats={formats} onChange={change} />
      <FunnelSection state={state} formats={formats} enabled={answered} onChange={change} />
      <RfmSection state={state} segmentName={name} formats={formats} enabled={answered} onChange={change} />
    </>
  )
}
