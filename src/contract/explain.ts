import type { AttributeValue } from "./admin"
import type { RuleCondition } from "./rule"

/** Why somebody is in a segment, or is not: what `GET segments/:id/explain/:profile_id` answers. */
export interface SegmentExplanation {
  segment_id: string
  profile_id: string
  /** The instant that everything below was computed at. */
  at: string
  /** Whether the segment's members, as last computed, hold the person. */
  member: boolean
  /** What the definition says now: the rule, with what was decided by hand on top of it. */
  result: boolean
  /** Decided by hand, whatever the rule says. */
  manual: "added" | "excluded" | null
  /** Internal people are in no segment. */
  internal: boolean
  /** When `result` will change by itself, if nothing happens; null = not within two years, or hidden since it would tell personal data such as a birthday. */
  changes_at: string | null
  /** Null for a static segment. */
  rule: ExplainedGroup | null
}

export type ExplainedNode = ExplainedGroup | ExplainedCondition

export interface ExplainedGroup {
  match: "all" | "any"
  not?: boolean
  rules: ExplainedNode[]
  result: boolean
}

export interface ExplainedCondition extends RuleCondition {
  /** The condition in words. */
  text: string
  result: boolean
  /** Null where the field of a family from outside tells none. */
  evidence: Evidence | null
  /** As in {@link SegmentExplanation}. */
  changes_at: string | null
}

/** What a condition was decided by. */
export interface Evidence {
  /** The figure, text, time or list that is compared; null = not known. Money in the reporting currency, durations in seconds. */
  value: AttributeValue | null
  /** What an id or a code stands for. */
  label?: string
  /** The latest facts that were counted, newest first: at most five. */
  facts: EvidenceFact[]
}

export interface EvidenceFact {
  /** An instant; a day where facts are kept by day. */
  at: string | null
  /** Id of the order, cart, session, event or segment. */
  id: string | null
  text: string | null
  /** What it adds: an amount, or a day's count. */
  value: number | null
  /** Unit of `value` where it is not that of the field: the amount of an order that is counted. */
  unit?: "money"
}
