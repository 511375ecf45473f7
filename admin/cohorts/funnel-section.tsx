import { useTranslation } from "react-i18next"
import type { FunnelStep, PurchaseFunnel } from "../../src/contract"
import { dayIn } from "../shared/days"
import type { Formats } from "../shared/formats"
import { useCatalogue } from "../shared/queries"
import { RangePicker } from "../shared/range-picker"
import { Section } from "../shared/section"
import { EmptyState, ErrorState, LoadingRows } from "../shared/states"
import type { CohortState } from "./cohort-state"
import { useFunnel } from "./use-cohorts"

interface FunnelSectionProps {
  state: CohortState
  formats: Formats
  enabled: boolean
  onChange: (next: Partial<CohortState>) => void
}

/** From a product viewed to an order: who came how far, and where they were lost. */
export function FunnelSection({ state, formats, enabled, onChange }: FunnelSectionProps) {
  const { t } = useTranslation()
  const { data: catalogue } = useCatalogue()
  const { data, error, refetch } = useFunnel(state, enabled)
  const range = state.range ?? data
  return (
    <Section
      title={t("audience.cohorts.funnel")}
      help={t("audience.cohorts.funnelHelp")}
      actions={
        (range || !error) && (
          <RangePicker range={range} today={dayIn(catalogue?.time_zone)} onChange={({ from, to }) => onChange({ range: { from, to } })} />
        )
      }
    >
      {error && !data && <ErrorState error={error} onRetry={() => void refetch()} />}
      {!error && !data && <LoadingRows rows={4} className="h-9" />}
      {data && data.steps[0]?.people === 0 && <EmptyState title={t("audience.cohorts.noViews")} />}
      {data && data.steps[0]?.people !== 0 && <Steps funnel={data} compared={state.segment !== null} formats={formats} />}
    </Section>
  )
}

function Steps({ funnel, compared, formats }: { funnel: PurchaseFunnel; compared: boolean; formats: Formats }) {
  const { t } = useTranslation()
  return (
    <ol className="flex flex-col px-6 py-4" aria-label={t("audience.cohorts.funnel")}>
      {funnel.steps.map((step, place) => (
        <li key={step.step}>
          {place > 0 && <Between step={step} compared={compared} formats={formats} />}
          <div className="flex items-center gap-x-3">
            <span className="txt-compact-small text-ui-fg-base w-24 shrink-0 sm:w-44">{t(`audience.cohorts.steps.${step.step}`)}</span>
            <span aria-hidden className="bg-ui-bg-subtle relative h-8 min-w-0 flex-1 overflow-hidden rounded">
              <span
                className="bg-ui-fg-interactive absolute inset-y-0 left-0 rounded opacity-80"
                style={{ width: `max(2px, ${(step.share ?? 0) * 100}%)` }}
              />
            </span>
            <span className="w-14 shrink-0 text-right tabular-nums sm:w-24" title={t("audience.cohorts.shareOfFirst")}>
              <span className="txt-compact-small-plus text-ui-fg-base block">{formats.number(step.people)}</span>
              <span className="txt-compact-xsmall text-ui-fg-subtle block">{step.share === null ? "–" : formats.percent(step.share)}</span>
            </span>
          </div>
        </li>
      ))}
    </ol>
  )
}

/** What happened between two steps: how many went on, how many were lost, and how long it took. */
function Between({ step, compared, formats }: { step: FunnelStep; compared: boolean; formats: Formats }) {
  const { t } = useTranslation()
  const percent = (share: number | null): string => (share === null ? "–" : formats.percent(share))
  const texts = [
    t("audience.cohorts.wentOn", { share: percent(step.conversion) }),
    t("audience.cohorts.lost", { people: formats.number(step.lost), count: step.lost }),
    ...(step.median_seconds === null ? [] : [t("audience.cohorts.median", { time: formats.duration(step.median_seconds) })]),
    ...(compared ? [t("audience.cohorts.ofAll", { share: percent(step.all.conversion) })] : []),
  ]
  return <p className="txt-compact-xsmall text-ui-fg-subtle py-1.5 pl-[6.75rem] sm:pl-[11.75rem]">↓ {texts.join(" · ")}</p>
}
