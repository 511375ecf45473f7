import { unbuilt } from "../unbuilt"
import type { StageContext } from "../stage"
import type { Catalogue, FieldValue, RuleGroup, RuleNode, SegmentInput } from "../../../contract"
import type { ProfileSet } from "../lib/bitmap"

/** A row of `audience.segment` without its members. */
export interface Segment {
  id: string
  handle: string
  name: string
  description: string | null
  family: string
  kind: "dynamic" | "static"
  rule: RuleGroup | null
  version: number
  published: boolean
  customer_group_id: string | null
  members_count: number
  evaluated_version: number | null
  evaluated_at: Date | null
  error: string | null
  failed_at: Date | null
  created_at: Date
  updated_at: Date
}

/** Which profiles an evaluation looks at. */
export type Scope = "all" | readonly number[]

export interface Evaluation {
  members: ProfileSet
  /** The instant from which the answer may differ though nothing happened; null = never. */
  validUntil: Date | null
}

export interface Segments {
  catalogue(language?: string): Catalogue
  /** Suggestions from real data for a field or one of its dimensions, most frequent first. */
  fieldValues(field: string, input: { q?: string; dimension?: string; limit?: number }): Promise<FieldValue[]>
  /** @throws invalid_data whose message starts with the path of the first fault. */
  validate(rule: unknown): Promise<RuleGroup>
  /** Everybody for whom the rule is true at `now`; `null` segment rules are static lists and not evaluated here. */
  evaluate(rule: RuleNode, options?: { now?: Date; scope?: Scope }): Promise<Evaluation>
  /** The rule in words. */
  ruleText(rule: RuleNode | null): Promise<string>
  create(input: SegmentInput, createdBy?: string): Promise<Segment>
  update(id: string, input: Partial<SegmentInput>, updatedBy?: string): Promise<Segment>
  /** @throws not_allowed naming the segments that use it. */
  delete(id: string): Promise<void>
  /** @throws not_found */
  get(id: string): Promise<Segment>
  all(): Promise<Segment[]>
}

export function createSegments(_context: StageContext): Segments {
  return unbuilt<Segments>("segments")
}
