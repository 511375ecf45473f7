import { keepPreviousData, useQuery, type UseQueryResult } from "@tanstack/react-query"
import { COMPARE_LIMITS, type SegmentComparison, type SegmentFlows, type SegmentOverlap } from "../../src/contract"
import { api } from "../shared/client"
import { retry } from "../shared/queries"
import type { CompareState } from "./compare-state"

/** One of the comparison's answers; asked again when segments or days change, with the last one shown meanwhile. */
function useAnswer<Answer>(path: string, body: { segment_ids: string[] }, enabled: boolean): UseQueryResult<Answer> {
  return useQuery({
    queryKey: ["audience", "comparison", path, body],
    queryFn: ({ signal }) => api.post<Answer>(path, body, signal),
    enabled: enabled && body.segment_ids.length >= COMPARE_LIMITS.least,
    placeholderData: keepPreviousData,
    staleTime: 30_000,
    retry,
  })
}

export const useComparison = ({ ids, range }: CompareState): UseQueryResult<SegmentComparison> =>
  useAnswer("/compare", { segment_ids: ids, ...range }, true)

/** Who is in which segments now. It waits for the page's first content. */
export const useOverlap = (ids: string[], enabled: boolean): UseQueryResult<SegmentOverlap> =>
  useAnswer("/overlap", { segment_ids: ids }, enabled)

export const useFlows = ({ ids, range }: CompareState, enabled: boolean): UseQueryResult<SegmentFlows> =>
  useAnswer("/flows", { segment_ids: ids, ...range }, enabled)
