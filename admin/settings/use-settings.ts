import { useQuery, type UseQueryResult } from "@tanstack/react-query"
import type { AudienceSettings } from "../../src/contract"
import { api } from "../shared/client"
import { keys, retry } from "../shared/queries"

/** @param everyMilliseconds asks again that often: somebody who just installed the tag watches for the first event */
export function useSettings(everyMilliseconds?: number): UseQueryResult<AudienceSettings> {
  return useQuery({
    queryKey: keys.settings,
    queryFn: ({ signal }) => api.get<AudienceSettings>("/settings", {}, signal),
    ...(everyMilliseconds === undefined ? {} : { refetchInterval: everyMilliseconds }),
    retry,
  })
}
