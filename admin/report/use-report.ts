import { keepPreviousData, useQuery, useQueryClient, type UseQueryResult } from "@tanstack/react-query"
import type { ReportLine } from "../../src/contract"
import { api } from "../shared/client"
import { retry } from "../shared/queries"
import { withLine, type ReportSoFar } from "./report-state"

/** A report that is whole by then is shown at once: pieces that follow each other faster are a flicker. */
const PATIENCE_MS = 400

/** A segment's report, which grows while a large shop's server counts. One that is whole stays on screen until the next is. */
export function useReport(segmentId: string, days: { from?: string; to?: string }): UseQueryResult<ReportSoFar> {
  const client = useQueryClient()
  const queryKey = ["audience", "of-segment", segmentId, "report", days.from, days.to]
  return useQuery({
    queryKey,
    queryFn: async ({ signal }) => {
      const isWhole = client.getQueryData<ReportSoFar>(queryKey)?.differences
      let report: ReportSoFar | undefined
      let isEarly = true
      const show = (): void => void (!isWhole && !isEarly && report && client.setQueryData(queryKey, report))
      const patience = setTimeout(() => {
        isEarly = false
        show()
      }, PATIENCE_MS)
      try {
        for await (const line of api.lines<ReportLine>(`/segments/${segmentId}/report`, days, signal)) {
          report = withLine(report, line)
          show()
        }
      } finally {
        clearTimeout(patience)
      }
      if (!report?.differences) throw new Error("The report ended before it was whole")
      return report
    },
    placeholderData: keepPreviousData,
    staleTime: 30_000,
    retry,
  })
}
