import { keepPreviousData, useQuery, type UseQueryResult } from "@tanstack/react-query"
import type { PurchaseFunnel, Retention, RfmGrid } from "../../src/contract"
import { api } from "../shared/client"
import { retry } from "../shared/queries"
import type { CohortState } from "./cohort-state"

function useAnswer<Answer>(path: string, query: Record<string, string | undefined>, enabled: boolean): UseQueryResult<Answer> {
  return useQuery({
    queryKey: ["audience", "cohorts", path, query],
    queryFn: ({ signal }) => api.get<Answer>(`/cohorts/${path}`, query, signal),
    enabled,
    placeholderData: keepPreviousData,
    staleTime: 30_000,
    retry,
  })
}

export const useRetention = ({ segment, by, returning, interval }: CohortState): UseQueryResult<Retention> =>
  useAnswer("retention", { segment_id: segment ?? undefined, by, returning, interval }, true)

/** These two wait for the page's first content. */
export const useRfm = ({ segment }: CohortState, enabled: boolean): UseQueryResult<RfmGrid> =>
  useAnswer("rfm", { segment_id: segment ?? undefined }, enabled)

export const useFunnel = ({ segment, range }: CohortState, enabled: boolean): UseQueryResult<PurchaseFunnel> =>
  useAnswer("funnel", { segment_id: segment ?? undefined, from: range?.from, to: range?.to }, enabled)
