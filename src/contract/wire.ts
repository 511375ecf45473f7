/** What the tag sends to `POST /audience/collect`. Times are ISO 8601 with zone; ids are UUIDs. */

export interface CollectBody {
  /** Publishable API key (`pk_…`). */
  key: string
  visitor: string
  /** Browser clock at sending: the server corrects every event by (received − sent_at). */
  sent_at: string
  context?: BrowserContext
  consent?: Partial<Consent>
  events: WireEvent[]
}

export interface WireEvent {
  /** Made once, before the first try to send: a resend keeps it. */
  id: string
  name: string
  at: string
  session: string
  url?: string
  title?: string
  referrer?: string
  properties?: EventProperties
}

export type EventProperties = Record<string, string | number | boolean | string[]>

export interface BrowserContext {
  /** `1440x900` */
  screen?: string
  language?: string
  /** IANA name, e.g. `Europe/Berlin`. */
  time_zone?: string
  /** User-agent client hints, as `navigator.userAgentData.getHighEntropyValues` names them. */
  hints?: Record<string, unknown>
}

export interface Consent {
  analytics: boolean
  personalization: boolean
  marketing: boolean
}

export interface CollectAnswer {
  accepted: number
  duplicates: number
  rejected: { index: number; reason: string }[]
}

export const WIRE_LIMITS = {
  events: 100,
  bytes: 128 * 1024,
  ageDays: 7,
  properties: 64,
  propertyLength: 1024,
} as const

export const EVENT_NAME = /^[a-z][a-z0-9_]{0,63}$/
