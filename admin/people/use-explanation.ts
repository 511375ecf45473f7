import { useQuery, type UseQueryResult } from "@tanstack/react-query"
import { useTranslation } from "react-i18next"
import type { SegmentExplanation } from "../../src/contract"
import { api } from "../shared/client"
import { keys, retry } from "../shared/queries"

/** Why a person is in a segment, or is not, in the admin's language. */
export function useExplanation(profileId: string, segmentId: string): UseQueryResult<SegmentExplanation> {
  const { i18n } = useTranslation()
  return useQuery({
    queryKey: [...keys.profile(profileId), "why", segmentId, i18n.language],
    queryFn: ({ signal }) => api.get<SegmentExplanation>(`/segments/${segmentId}/explain/${profileId}`, {}, signal),
    staleTime: 5_000,
    refetchInterval: 15_000,
    retry,
  })
}
