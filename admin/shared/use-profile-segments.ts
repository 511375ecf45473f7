import { useQuery, type UseQueryResult } from "@tanstack/react-query"
import type { ProfileSegment } from "../../src/contract"
import { api } from "./client"
import { keys, retry } from "./queries"

/** The segments a person is in now. */
export function useProfileSegments(id: string | undefined): UseQueryResult<ProfileSegment[]> {
  return useQuery({
    queryKey: [...keys.profile(id ?? ""), "segments"],
    queryFn: async ({ signal }) => (await api.get<{ segments: ProfileSegment[] }>(`/profiles/${id}/segments`, {}, signal)).segments,
    enabled: id !== undefined,
    staleTime: 5_000,
    retry,
  })
}
