import type { Rights } from "./access"
import type { FieldType, Operator, RuleGroup, RuleNode } from "./rule"

/**
 * Shapes of the admin API's answers. Times are ISO 8601 in UTC, days are `YYYY-MM-DD` in the shop's zone, money is in major units of the reporting currency.
 *
 * What each route under `/admin/audience` answers:
 * - `catalogue` {@link Catalogue} · `catalogue/:field/values?q&dimension&limit` `{ values: FieldValue[] }`
 * - `templates/counts` {@link TemplateCounts}
 * - `segments?q&family&status&kind&archived&order&limit&offset` (several values separated by commas) `{ segments: SegmentDto[], count, offset, limit }` (with sparklines) · create, get, update, `segments/:id/evaluate` `{ segment: SegmentDto }` · delete `{ id, object: "segment", deleted: true }`
 * - `segments/preview` {@link SegmentPreview} · `segments/:id/overview` `SegmentOverview` · `segments/:id/trend?from&to&interval` `{ trend: TrendPoint[] }` · `segments/:id/report?from&to` `SegmentReport`
 * - `segments/:id/uses` `{ uses: SegmentUse[] }`: what keeps it from being deleted
 * - `segments/:id/members?fields&q&rule&order&limit&cursor` {@link MembersPage}, `rule` as JSON · `segments/:id/export`, `profiles/export` CSV
 * - `segments/:id/changes?from&to&limit&cursor` (or `offset`) `{ changes: SegmentChange[], count, offset, limit, next_cursor }` · `segments/:id/versions` `{ versions: SegmentVersion[] }`, newest first, told in the caller's language · `segments/:id/versions/:version/restore` `{ segment: SegmentDto }`
 * - `profiles?q&rule&order&limit&cursor&fields&customer_id` `{ profiles: MemberDto[], count, next_cursor }` · `profiles/:id` `{ profile: PersonDto }` · `profiles/:id/segments` `{ segments: ProfileSegment[] }` · `profiles/:id/changes?limit&cursor` `{ changes: ProfileSegmentChange[], next_cursor }`, latest first, sometimes fewer than `limit` although there is a `next_cursor` · `profiles/:id/timeline?limit&cursor` (or `before`, an instant) `{ timeline: TimelineEntry[], next_cursor }`
 * - `profiles/batch` `{ results: BatchResult[] }` · `attributes` `{ attributes: AttributeDto[] }`, on POST `{ attribute: AttributeDto }`
 * - `settings` {@link AudienceSettings}, its part that moves `settings/activity` {@link AudienceActivity} · `health` {@link AudienceHealth} · `reconciliation` `Reconciliations`, on POST one starts
 */

export type FamilyName = "visit" | "behavior" | "purchase" | "attribute" | (string & {})

export interface CatalogueDimension {
  key: string
  label: string
  type: FieldType
  operators: Operator[]
  /** The field cannot be used without a filter on this dimension. */
  required?: boolean
  /** A prefix such as `properties.` that any key may follow. */
  open?: boolean
}

export interface CatalogueField {
  /** Full name, e.g. `behavior.page_views`. */
  field: string
  family: FamilyName
  label: string
  help: string
  type: FieldType
  operators: Operator[]
  windowed: boolean
  dimensions: CatalogueDimension[]
  /** Fixed choices; fields without them may still have suggestions from real data. */
  choices?: { value: string; label: string }[]
  /** Whether `GET …/catalogue/:field/values` answers suggestions. */
  suggests: boolean
  anniversary?: boolean
  /** The field is a sequence of events: its condition has `steps`, whose filters take these dimensions. */
  step_dimensions?: CatalogueDimension[]
  personal?: boolean
}

export interface SegmentTemplate {
  id: string
  name: string
  description: string
  family: FamilyName
  /** What the merchant wants from it: `welcome`, `convert`, `recover_carts`, `reward`, `win_back`, `understand`, `target`. */
  need: string
  rule: RuleGroup
}

/** How many people each template would hold now, by its id. */
export interface TemplateCounts {
  counts: Record<string, number>
  /** Everybody, to see the counts against. */
  total: number
}

export interface Catalogue {
  families: { id: FamilyName; label: string; fields: CatalogueField[] }[]
  templates: SegmentTemplate[]
  currency: string
  time_zone: string
  /** What the admin who asks may do, so that pages offer nothing else. */
  rights: Rights
}

export interface FieldValue {
  value: string
  label: string
  /** Profiles (or facts, for dimensions) that carry it, for ordering; absent where counting would be slow. */
  count?: number
}

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

/** One evaluation that changed a segment. The people are the first 20 of each direction; the counts tell of all. */
export interface SegmentChange {
  changed_at: string
  /** Version of the definition under which it happened. */
  version: number
  entered_count: number
  left_count: number
  entered: ProfileDto[]
  left: ProfileDto[]
}

/** One thing that is different in a definition, against the one before it. */
export interface DefinitionChange {
  /** `changed` also tells what was moved to another group, and how conditions combine. */
  kind: "added" | "removed" | "changed"
  /** `name`, `description`, or the place in the rule as faults name it: `rule.rules[1]`. What was removed is named by its place in the rule before. */
  path: string
  /** In the caller's language, in the words of `rule_text`. */
  text: string
}

export interface SegmentVersion {
  version: number
  /** Null in versions that were saved before names were kept with them. */
  name: string | null
  description: string | null
  rule: RuleNode | null
  rule_text: string
  /** Against the version before; empty for the first. */
  changes: DefinitionChange[]
  created_at: string
  /** Id of the admin user, where one did it. */
  created_by: string | null
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

export interface ProfileSegment {
  id: string
  name: string
  handle: string
  since: string | null
}

/** A person entering or leaving a segment at one evaluation. */
export interface ProfileSegmentChange {
  segment: { id: string; name: string }
  kind: "entered" | "left"
  at: string
  /** Version of the definition under which it happened. */
  version: number
}

export interface TimelineEntry {
  at: string
  kind: "session" | "event" | "cart" | "order"
  title: string
  detail: string | null
}
