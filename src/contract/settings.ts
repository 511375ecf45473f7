/** Whether events arrive. */
export interface AudienceActivity {
  /** The latest events received, newest first, for the "receiving events" check. */
  recent_events: { name: string; at: string; url: string | null }[]
  last_event_at: string | null
}

export interface AudienceSettings extends AudienceActivity {
  time_zone: string
  currency: string
  cart_abandoned_after_minutes: number
  session_timeout_minutes: number
  consent: "opt_in" | "opt_out" | "cookieless"
  /** Days after which events, and people who were not seen any more, are deleted. */
  retention: { events: number; profiles_inactive: number }
  profiles: number
  events: number
  internal_email_domains: string[]
  publishable_keys: { id: string; title: string; token: string }[]
}

export interface StageHealth {
  stage: string
  /** Seconds behind, 0 when up to date. */
  lag: number
  /** What is waiting, in English words; `waiting` has the same as numbers. */
  detail: string
  waiting: Partial<Record<"tasks" | "batches" | "groups" | "segments", number>>
}

export interface AudienceHealth {
  stages: StageHealth[]
  refusals: { reason: string; today: number; last_7d: number }[]
  failing_segments: { id: string; name: string; error: string; failed_at: string }[]
  /** The latest comparison with Medusa, see `GET reconciliation`; null before the first. */
  reconciliation: { finished_at: string; repaired: number; error: string | null } | null
}
