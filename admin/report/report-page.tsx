import { clx, Container, Text } from "@medusajs/ui"
import { useState } from "react"
import { useTranslation } from "react-i18next"
import { useSearchParams } from "react-router-dom"
import type { SegmentDto } from "../../src/contract"
import { dayIn } from "../shared/days"
import { PlainSelect } from "../shared/plain-select"
import { useCatalogue } from "../shared/queries"
import { SegmentFrame } from "../shared/segment-frame"
import { ErrorState, PageSkeleton } from "../shared/states"
import { TrendSection } from "../shared/trend-section"
import { useFormatsOf } from "../shared/use-formats"
import { RangePicker } from "../shared/range-picker"
import type { Range } from "../shared/range"
import { Differences } from "./differences"
import { ReportPartView } from "./report-part"
import type { RowOrder } from "./significance"
import { useReport } from "./use-report"
import { ViewToggle, type View } from "./view-toggle"

/** What the members do, are and buy, each against all profiles. */
export function ReportPage() {
  return <SegmentFrame tab="report">{(segment) => <Report key={segment.id} segment={segment} />}</SegmentFrame>
}

const PARTS = ["behaviour", "attributes", "purchase"] as const

function Report({ segment }: { segment: SegmentDto }) {
  const { t } = useTranslation()
  const { data: catalogue } = useCatalogue()
  const [search, setSearch] = useSearchParams()
  const [view, setView] = useState<View>("table")
  const [order, setOrder] = useState<RowOrder>("different")
  const today = dayIn(catalogue?.time_zone)
  // Without days in the address the server takes its last thirty: it need not be asked first which day it is there.
  const asked = { from: search.get("from") ?? undefined, to: search.get("to") ?? undefined }
  const setRange = ({ from, to }: Range): void => {
    const next = new URLSearchParams(search)
    next.set("from", from)
    next.set("to", to)
    setSearch(next, { replace: true })
  }
  const { data, error, isPlaceholderData, refetch } = useReport(segment.id, asked)
  const compared = data?.differences != null
  const days: Partial<Range> = { from: asked.from ?? data?.from, to: asked.to ?? data?.to }
  const range = days.from && days.to ? { from: days.from, to: days.to } : undefined
  const formats = useFormatsOf(data?.time_zone, data?.currency)

  return (
    <>
      <Container className="flex flex-wrap items-center justify-between gap-3 px-6 py-3">
        <RangePicker range={range} today={today} onChange={setRange} />
        <div className="flex flex-wrap items-center gap-2">
          {data && !compared && !error && (
            // Where it would take a line of its own, the grey bars below say it.
            <Text size="small" role="status" className="text-ui-fg-subtle max-sm:sr-only">
              {t("audience.report.counting")}
            </Text>
          )}
          <PlainSelect
            label={t("audience.report.order.label")}
            value={order}
            options={(["different", "members"] as const).map((value) => ({ value, label: t(`audience.report.order.${value}`) }))}
            onChange={setOrder}
          />
          <ViewToggle view={view} onChange={setView} />
        </div>
      </Container>
      <TrendSection segmentId={segment.id} range={range} enabled />
      {error && !compared && (
        <Container className="p-0">
          <ErrorState error={error} onRetry={() => void refetch()} />
        </Container>
      )}
      {!error && !data && <PageSkeleton />}
      {data && (
        <div className={clx("flex flex-col gap-y-2 transition-opacity", isPlaceholderData && "opacity-50")} aria-busy={isPlaceholderData}>
          {(compared || !error) && <Differences differences={data.differences} formats={formats} />}
          {PARTS.map((part) => (
            <ReportPartView
              key={part}
              name={part}
              title={t(`audience.report.${part}`)}
              help={t(`audience.report.${part}Help`)}
              part={data[part]}
              pending={!compared && !error}
              previous={`${formats.day(data.previous.from)} – ${formats.day(data.previous.to)}`}
              view={view}
              order={compared ? order : "members"}
              formats={formats}
            />
          ))}
        </div>
      )}
    </>
  )
}
