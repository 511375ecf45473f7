import type { FamilyName } from "./catalogue"
import type { RuleNode } from "./rule"

/**
 * Shapes of the admin API's answers. Times are ISO 8601 in UTC, days are `YYYY-MM-DD` in the shop's zone, money is in major units of the reporting currency.
 *
 * What each route under `/admin/audience` answers:
 * - `catalogue` `Catalogue` · `catalogue/:field/values?q&dimension&limit` `{ values: FieldValue[] }`
 * - `templates/counts` `TemplateCounts`
 * - `segments?q&family&status&kind&archived&order&limit&offset` (several values separated by commas) `{ segments: SegmentDto[], count, offset, limit }` (with sparklines) · create, get, update, `segments/:id/evaluate` `{ segment: SegmentDto }` · delete `{ id, object: "segment", deleted: true }`
 * - `segments/preview` {@link SegmentPreview} · `segments/:id/overview` `SegmentOverview` · `segments/:id/trend?from&to&interval` `{ trend: TrendPoint[] }` · `segments/:id/report?from&to` `SegmentReport`
 * - `segments/:id/uses` `{ uses: SegmentUse[] }`: what keeps it from being deleted
 * - `segments/:id/members?fields&q&rule&order&limit&cursor` {@link MembersPage}, `rule` as JSON · `segments/:id/export`, `profiles/export` CSV
 * - `segments/:id/changes?from&to&limit&cursor` (or `offset`) `{ changes: SegmentChange[], count, offset, limit, next_cursor }` · `segments/:id/versions` `{ versions: SegmentVersion[] }`, newest first, told in the caller's language · `segments/:id/versions/:version/restore` `{ segment: SegmentDto }`
 * - `profiles?q&rule&order&limit&cursor&fields&customer_id` `{ profiles: MemberDto[], count, next_cursor }` · `profiles/:id` `{ profile: PersonDto }` · `profiles/:id/segments` `{ segments: ProfileSegment[] }` · `profiles/:id/changes?limit&cursor` `{ changes: ProfileSegmentChange[], next_cursor }`, latest first, sometimes fewer than `limit` although there is a `next_cursor` · `profiles/:id/timeline?limit&cursor` (or `before`, an instant) `{ timeline: TimelineEntry[], next_cursor }`
 * - `profiles/batch` `{ results: BatchResult[] }` · `attributes` `{ attributes: AttributeDto[] }`, on POST `{ attribute: AttributeDto }`
 * - `settings` `AudienceSettings`, its part that moves `settings/activity` `AudienceActivity` · `health` `AudienceHealth` · `reconciliation` `Reconciliations`, on POST one starts
 */

export type SegmentStatus = "fresh" | "computing" | "failed"

export interface SegmentDto {
  id: string
  name: string
  handle: string
  description: string | null
  family: FamilyName
  kind: "dynamic" | "static"
  rule: RuleNode | null
  rule_text: string
  version: number
  published: boolean
  members_count: number
  /** People who were added to it, and excluded from it, by hand. */
  additions: number
  exclusions: number
  /** Members as a part of all profiles, 0–1. */
  share: number
  active_7d: number
  evaluated_at: string | null
  status: SegmentStatus
  /** Why the latest evaluation failed, and when; the members are those of the one before. */
  error: string | null
  failed_at: string | null
  /** Put away: neither evaluated nor listed. */
  archived: boolean
  customer_group_id: string | null
  created_at: string
  updated_at: string
  /** Daily member counts of the last 30 days, oldest first; only in the list. */
  sparkline?: number[]
}

export interface ProfileDto {
  id: string
  customer_id: string | null
  email: string | null
  first_name: string | null
  last_name: string | null
  identified: boolean
  first_seen: string | null
  last_seen: string | null
  attributes: Record<string, AttributeValue>
}

export type AttributeValue = string | number | boolean | string[]

export interface SegmentInput {
  name: string
  handle?: string
  description?: string | null
  rule?: RuleNode
  kind?: "dynamic" | "static"
  published?: boolean
}

export interface SegmentPreview {
  count: number
  total: number
  share: number
  sample: ProfileDto[]
  /** For a segment that exists: who would enter and leave if its rule were this one, up to five of each, and the segments that rest on it. */
  entering?: number
  leaving?: number
  entering_sample?: ProfileDto[]
  leaving_sample?: ProfileDto[]
  dependents?: { id: string; name: string }[]
}

export interface TrendPoint {
  date: string
  members: number
  entered: number
  left: number
}

export interface MemberDto extends ProfileDto {
  /** Values of the requested fields, under their full names. */
  values: Record<string, AttributeValue | null>
}

export interface MembersPage {
  members: MemberDto[]
  count: number
  next_cursor: string | null
}

/** A typed fact about profiles that the shop defines; predefined ones come with the plugin. */
export interface AttributeDto {
  id: number
  key: string
  /** Name of its catalogue field, e.g. `attribute.custom.size`. */
  field: string
  label: string
  type: "text" | "number" | "boolean" | "date" | "choice" | "list"
  choices: string[]
  personal: boolean
  /** Refuses what visitors declare. */
  verified_only: boolean
  predefined: boolean
}

/** One row's result of `POST …/profiles/batch`; rows stand alone: a refused one stops no other. */
export interface BatchResult {
  index: number
  /** Profile that the row named; null where it was refused as a whole. */
  id: string | null
  stored: string[]
  errors: { key: string | null; reason: string }[]
}

export interface TimelineEntry {
  at: string
  kind: "session" | "event" | "cart" | "order"
  /** A session's source, an event's name, an open cart's total such as `265 EUR`, an order's number. */
  title: string
  /** A session's landing page; what an event was about, `/lamps, 42 s` for time on a page; a cart's products; an order's total. */
  detail: string | null
}
