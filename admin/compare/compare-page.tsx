import { Button, clx, Container } from "@medusajs/ui"
import { useTranslation } from "react-i18next"
import { Link, useSearchParams } from "react-router-dom"
import { COMPARE_LIMITS, type SegmentComparison } from "../../src/contract"
import { dayIn } from "../shared/days"
import { RangePicker } from "../shared/range-picker"
import { Section } from "../shared/section"
import { EmptyState, ErrorState, PageSkeleton } from "../shared/states"
import { useFormatsOf } from "../shared/use-formats"
import { useSegmentOptions } from "../shared/use-segment-options"
import { ComparedSections } from "./compared-sections"
import { readCompare, writeCompare, type CompareState } from "./compare-state"
import { FlowSection } from "./flow-section"
import { MeasuresTable } from "./measures-table"
import { OverlapSection } from "./overlap-section"
import { SegmentChoice } from "./segment-choice"
import { useComparison } from "./use-answers"

/** Two to eight segments beside each other: figures, what they have in common, and how people moved between them. */
export function ComparePage() {
  const { t } = useTranslation()
  const [search, setSearch] = useSearchParams()
  const state = readCompare(search)
  const choices = useSegmentOptions({ chosen: state.ids })
  const { data, error, isPlaceholderData, refetch } = useComparison(state)
  const change = (next: Partial<CompareState>): void => setSearch(writeCompare({ ...state, ...next }), { replace: true })
  const few = state.ids.length < COMPARE_LIMITS.least
  const answer = few ? undefined : data
  const range = state.range ?? answer
  const awaited = !few && !error && !answer

  return (
    <>
      <Section
        level="h1"
        title={t("audience.compare.title")}
        subtitle={t("audience.compare.subtitle")}
        actions={
          (range || awaited) && (
            <RangePicker range={range} today={dayIn(answer?.time_zone)} onChange={({ from, to }) => change({ range: { from, to } })} />
          )
        }
      >
        <div className="px-6 py-3">
          <SegmentChoice ids={state.ids} choices={choices} onChange={(ids) => change({ ids })} />
        </div>
      </Section>
      {few && <Few none={choices.none} />}
      {!few && error && !answer && (
        <Container className="p-0">
          <ErrorState error={error} onRetry={() => void refetch()} />
        </Container>
      )}
      {awaited && <PageSkeleton />}
      {answer && <Answers key={answer.currency} state={state} answer={answer} stale={isPlaceholderData} failed={error !== null} />}
    </>
  )
}

/** Nothing to compare yet: why, and where to begin. */
function Few({ none }: { none: boolean }) {
  const { t } = useTranslation()
  return (
    <Container className="p-0">
      <EmptyState
        title={t(none ? "audience.compare.noSegments" : "audience.compare.few")}
        action={
          none && (
            <Button size="small" asChild>
              <Link to="/segments/templates">{t("audience.compare.toTemplates")}</Link>
            </Button>
          )
        }
      >
        {t(none ? "audience.compare.noSegmentsHelp" : "audience.compare.fewHelp", COMPARE_LIMITS)}
      </EmptyState>
    </Container>
  )
}

function Answers({ state, answer, stale, failed }: { state: CompareState; answer: SegmentComparison; stale: boolean; failed: boolean }) {
  const formats = useFormatsOf(answer.time_zone, answer.currency)
  const ready = !stale || failed
  return (
    <div className={clx("flex flex-col gap-y-2 transition-opacity", stale && "opacity-60")} aria-busy={stale}>
      <MeasuresTable answer={answer} formats={formats} />
      <OverlapSection ids={state.ids} formats={formats} enabled={ready} />
      <FlowSection state={state} formats={formats} enabled={ready} />
      <ComparedSections answer={answer} formats={formats} />
    </div>
  )
}
