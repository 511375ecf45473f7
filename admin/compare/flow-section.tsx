import { clx, InlineTip } from "@medusajs/ui"
import { useState } from "react"
import { useTranslation } from "react-i18next"
import type { SegmentFlows } from "../../src/contract"
import type { Formats } from "../shared/formats"
import { Section } from "../shared/section"
import { EmptyState, ErrorState, LoadingRows } from "../shared/states"
import type { CompareState } from "./compare-state"
import { FlowChart } from "./flow-chart"
import { FlowTable } from "./flow-table"
import { useFlows } from "./use-answers"

type View = "chart" | "table"

/** How people moved between the segments, from the end of the first of the days to the end of the last. */
export function FlowSection({ state, formats, enabled }: { state: CompareState; formats: Formats; enabled: boolean }) {
  const { t } = useTranslation()
  const [view, setView] = useState<View>("chart")
  const { data, error, refetch } = useFlows(state, enabled)
  const empty = data?.matrix.every((row) => row.every((people) => people === 0)) ?? false
  return (
    <Section
      title={t("audience.compare.flowTitle")}
      help={t(view === "chart" ? "audience.compare.flowHelp" : "audience.compare.matrixHelp")}
      subtitle={data && t("audience.compare.flowRange", { from: formats.day(data.from), to: formats.day(data.to) })}
      actions={<Views view={view} onChange={setView} />}
    >
      {error && !data && <ErrorState error={error} onRetry={() => void refetch()} />}
      {!error && !data && <LoadingRows rows={1} className="h-72" />}
      {data && <Notes answer={data} formats={formats} />}
      {data && empty && <EmptyState title={t("audience.compare.nobodyThen")} />}
      {data && !empty && (view === "chart" ? <FlowChart answer={data} formats={formats} /> : <FlowTable answer={data} formats={formats} />)}
    </Section>
  )
}

function Views({ view, onChange }: { view: View; onChange: (view: View) => void }) {
  const { t } = useTranslation()
  return (
    <div role="group" aria-label={t("audience.report.view")} className="bg-ui-bg-disabled flex rounded-lg p-0.5">
      {(["chart", "table"] as const).map((name) => (
        <button
          key={name}
          type="button"
          aria-pressed={view === name}
          onClick={() => onChange(name)}
          className={clx(
            "txt-compact-small-plus focus-visible:shadow-borders-focus rounded-md px-2.5 py-1 outline-none",
            view === name ? "bg-ui-bg-base text-ui-fg-base shadow-elevation-card-rest" : "text-ui-fg-subtle"
          )}
        >
          {t(`audience.report.${name}`)}
        </button>
      ))}
    </div>
  )
}

/** What makes these flows less than they seem: history that begins later, and rules that were changed. */
function Notes({ answer, formats }: { answer: SegmentFlows; formats: Formats }) {
  const { t } = useTranslation()
  const late = answer.segments.filter(({ since }) => since === null || since.slice(0, 10) > answer.from)
  const redefined = answer.segments.filter(({ redefined_at }) => redefined_at !== null)
  if (late.length === 0 && redefined.length === 0) return null
  return (
    <div className="flex flex-col gap-y-2 px-6 py-3">
      {late.map(({ id, name, since }) => (
        <InlineTip key={id} label={name}>
          {since ? t("audience.compare.since", { at: formats.date(since) }) : t("audience.compare.noHistory")}
        </InlineTip>
      ))}
      {redefined.map(({ id, name, redefined_at }) => (
        <InlineTip key={id} label={name}>
          {t("audience.compare.redefined", { at: formats.date(redefined_at ?? "") })}
        </InlineTip>
      ))}
    </div>
  )
}
