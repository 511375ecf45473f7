import { useQuery } from "@tanstack/react-query"
import { useState } from "react"
import { useTranslation } from "react-i18next"
import type { TrendPoint } from "../../src/contract"
import { api } from "./client"
import { addDays, dayIn } from "./days"
import { PlainSelect } from "./plain-select"
import { retry, useCatalogue } from "./queries"
import { saveCsv } from "./save-file"
import { Section } from "./section"
import { EmptyState, ErrorState, LoadingRows } from "./states"
import { TrendChart } from "./trend-chart"
import { useFormats } from "./use-formats"
import { CsvButton } from "./csv-button"

const INTERVALS = ["day", "week", "month"] as const
type Interval = (typeof INTERVALS)[number]

interface TrendSectionProps {
  segmentId: string
  /** Days of the shop's zone, both included; without them the last `days`. */
  range?: { from: string; to: string }
  days?: number
  /** Waits while the page's first content is on its way. */
  enabled: boolean
}

/** The course of a segment's size, with who entered and left. */
export function TrendSection({ segmentId, range, days = 30, enabled }: TrendSectionProps) {
  const { t } = useTranslation()
  const formats = useFormats()
  const { data: catalogue, error: noCatalogue } = useCatalogue()
  const today = dayIn(catalogue?.time_zone)
  const { from, to } = range ?? { from: addDays(today, 1 - days), to: today }
  const [chosen, setChosen] = useState<Interval | null>(null)
  const interval = chosen ?? intervalFor(from, to)
  const {
    data,
    error: noTrend,
    refetch,
  } = useQuery({
    queryKey: ["audience", "of-segment", segmentId, "trend", from, to, interval],
    queryFn: async ({ signal }) =>
      (await api.get<{ trend: TrendPoint[] }>(`/segments/${segmentId}/trend`, { from, to, interval }, signal)).trend,
    enabled: enabled && catalogue !== undefined,
    staleTime: 30_000,
    retry,
  })
  // Without the shop's zone nobody knows which days to ask for: that is said, not waited for.
  const error = noTrend ?? noCatalogue
  const save = (): void =>
    saveCsv(
      `trend-${from}-${to}.csv`,
      ["date", "members", "entered", "left"],
      (data ?? []).map((point) => ({ ...point }))
    )
  return (
    <Section
      title={t("audience.trend.title")}
      help={t("audience.trend.help")}
      subtitle={t("audience.trend.range", { from: formats.day(from), to: formats.day(to) })}
      actions={
        <>
          <PlainSelect
            label={t("audience.trend.interval")}
            value={interval}
            options={INTERVALS.map((value) => ({ value, label: t(`audience.trend.by.${value}`) }))}
            onChange={setChosen}
          />
          {data && data.length > 0 && <CsvButton onClick={save} what={t("audience.trend.title")} />}
        </>
      }
    >
      {error && !data && <ErrorState error={error} onRetry={() => void refetch()} />}
      {!error && !data && <LoadingRows rows={1} className="h-56" />}
      {data?.length === 0 && <EmptyState title={t("audience.trend.none")} />}
      {data && data.length > 0 && <TrendChart points={data} formats={formats} />}
    </Section>
  )
}

/** At most about a hundred points, so that each can be told apart. */
function intervalFor(from: string, to: string): Interval {
  const days = (Date.parse(to) - Date.parse(from)) / 86_400_000
  return days <= 120 ? "day" : days <= 400 ? "week" : "month"
}
