import type { RuleGroup, RuleNode } from "../../../contract"
import type { FieldSet } from "../families"
import type { ProfileSet } from "../lib/bitmap"
import type { Anew } from "../rollups"

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
  /** How many people were added to it, and excluded from it, by hand. */
  additions: number
  exclusions: number
  /** Number of the evaluation whose members are stored; 0 before the first. */
  evaluation: number
  evaluated_version: number | null
  evaluated_at: Date | null
  error: string | null
  failed_at: Date | null
  /** Put away: neither evaluated nor listed; its members stay as they were. */
  archived_at: Date | null
  created_at: Date
  updated_at: Date
}

/** What can be evaluated: a rule alone, or a segment with what was decided about it by hand. */
export type Evaluable = RuleNode | Segment

/** Which profiles an evaluation looks at. */
export type Scope = "all" | readonly number[]

export interface Evaluation {
  members: ProfileSet
  /** The instant from which the answer may differ though nothing happened; null = never. */
  validUntil: Date | null
}

/**
 * What an evaluator keeps between its rounds: the set of each condition it has met, and
 * the instant that set is valid until. Lives in one process; losing it costs time only.
 */
export interface ConditionCache {
  /**
   * These profiles may have changed: every cached condition looks at them again before
   * its next use. Each condition keeps its own debt, so that one which is not asked in
   * this round, or whose evaluation failed, still owes them in a later one.
   */
  touch(profileIds: readonly number[]): void
  /** Everybody may have changed for these conditions: each is read anew before its next use. */
  touchEverybody(anew: Anew): void
  /**
   * Lets all conditions look at the profiles that they owe, at once; answers how many did. It only saves time:
   * where one of them cannot be answered none does, and each still owes them at its next use.
   */
  lookAgain(now: Date): Promise<number>
  /** Drops conditions that owe touched profiles and that nobody has asked for since the last sweep: a quiet round drops nothing. */
  sweep(): void
  /** Drops everything and gives the memory back. */
  clear(): void
}

/** The instant of an evaluator's round, and what it knows that the database may not yet say. */
export interface EvaluationRound {
  now: Date
  /** The catalogue's fields, where the caller has them already. */
  fields?: FieldSet
  /**
   * Members of another segment as of this round, for `attribute.segments`; null when there is no such segment.
   * The set stays the evaluator's: read it, do not change, keep or dispose of it.
   */
  membersOf(segmentId: string): ProfileSet | null
}
