import { keepPreviousData, useQuery, type UseQueryResult } from "@tanstack/react-query"
import type { RuleGroup, SegmentPreview } from "../../src/contract"
import { api } from "../shared/client"
import { retry } from "../shared/queries"
import { useDebounced } from "../shared/use-debounced"

const SETTLED_MS = 350

export interface Preview extends Pick<UseQueryResult<SegmentPreview>, "data" | "error" | "refetch"> {
  /** The figures shown are of an earlier state of the rule. */
  stale: boolean
}

/**
 * How many people a rule holds while it is being edited.
 *
 * Each state of the rule is a query of its own: an answer that comes late belongs to
 * a rule that is no longer shown, and its request is aborted.
 *
 * @param rule null while a condition is not whole: the server would refuse it
 */
export function usePreview(rule: RuleGroup | null, segmentId?: string): Preview {
  const text = rule && JSON.stringify(rule)
  const settled = useDebounced(text, SETTLED_MS)
  const { data, error, isFetching, isPlaceholderData, refetch } = useQuery({
    queryKey: ["audience", "preview", segmentId, settled],
    queryFn: ({ signal }) =>
      api.post<SegmentPreview>(
        "/segments/preview",
        { rule: JSON.parse(settled ?? "null") as RuleGroup, ...(segmentId ? { segment_id: segmentId } : {}) },
        signal
      ),
    enabled: settled !== null,
    placeholderData: keepPreviousData,
    staleTime: 10_000,
    // People come and buy while a rule is being thought about, and the server answers from what it read up to ten seconds ago.
    refetchInterval: 15_000,
    retry,
  })
  return {
    data,
    error: settled === text ? error : null,
    refetch,
    stale: (isFetching && data === undefined) || isPlaceholderData || settled !== text,
  }
}
