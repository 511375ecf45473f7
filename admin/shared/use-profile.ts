import { useQuery, type UseQueryResult } from "@tanstack/react-query"
import type { PersonDto } from "../../src/contract"
import { api } from "./client"
import { keys, retry } from "./queries"

export function useProfile(id: string): UseQueryResult<PersonDto> {
  return useQuery({
    queryKey: keys.profile(id),
    queryFn: async ({ signal }) => (await api.get<{ profile: PersonDto }>(`/profiles/${id}`, {}, signal)).profile,
    enabled: id !== "",
    staleTime: 5_000,
    retry,
  })
}
