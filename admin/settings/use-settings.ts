import { useQuery, type UseQueryResult } from "@tanstack/react-query"
import type { AudienceActivity, AudienceSettings } from "../../src/contract"
import { api } from "../shared/client"
import { keys, retry } from "../shared/queries"

const POLL_MS = 3_000

export function useSettings(): UseQueryResult<AudienceSettings> {
  return useQuery({
    queryKey: keys.settings,
    queryFn: ({ signal }) => api.get<AudienceSettings>("/settings", {}, signal),
    retry,
  })
}

/** The part of the settings that moves, for somebody who just installed the tag and watches for the first event. */
export function useActivity(before: AudienceActivity): AudienceActivity {
  const { data } = useQuery({
    queryKey: keys.activity,
    queryFn: ({ signal }) => api.get<AudienceActivity>("/settings/activity", {}, signal),
    refetchInterval: POLL_MS,
    retry,
  })
  return data ?? before
}
