import type { SegmentExplanation, TrendPoint } from "../../../contract"
import type { ProfileSet } from "../lib/bitmap"
import type { Transaction } from "../lib/database"
import type { Telling } from "../segments"
import type { ForgottenProfiles } from "./forget-profiles"

export interface ProfileMembership {
  id: string
  handle: string
  name: string
  /** When the profile last entered; null where it was not asked for. */
  since: Date | null
}

/** What is decided about a segment by hand, by internal ids of profiles; no id in two lists. */
export interface Decisions {
  /** In it, whatever the rule says. */
  add?: readonly number[]
  /** Not in it, whatever the rule says. */
  exclude?: readonly number[]
  /** As the rule says: takes an addition or exclusion back. */
  remove?: readonly number[]
}

/** The profiles that each decision was news for, and how many it was not. */
export interface Decided {
  added: number[]
  excluded: number[]
  removed: number[]
  unchanged: number
  /** The decisions that bring back what stood before. */
  undo: Required<Decisions>
}

/** A profile entering or leaving a segment at one evaluation. */
export interface ProfileMove {
  segment: { id: string; name: string }
  kind: "entered" | "left"
  at: Date
  /** Of the segment's definition. */
  version: number
}

export interface HistoryQuery {
  limit: number
  /** `next` of the answer before. */
  before?: number | null
}

export interface ProfileHistory {
  moves: ProfileMove[]
  /** Where to read on; null = there is nothing further back. */
  next: number | null
}

export interface Membership {
  /**
   * One round of the evaluator: takes the touched profiles and whatever time has
   * changed, and brings every segment up to date, with its changes and daily counts
   * in one transaction with others'; where that fails, in one of its own. Only the
   * process that holds the pipeline's lock may call it, one call at a time.
   */
  tick(): Promise<{ evaluated: number; changed: number }>
  /** Drops what is kept in memory between ticks; called when the pipeline's lock was gained anew. */
  forget(): void
  /**
   * Takes profiles that were erased out of every membership and every past change, or those since an instant.
   * Answers how many of each named one of them; the counts by day stay.
   */
  forgetProfiles(profileIds: readonly number[], since?: Date | null): Promise<ForgottenProfiles>
  /** Computes one segment from scratch now, in any process. A failure is stored on the segment, not thrown. @throws not_found */
  evaluate(segmentId: string): Promise<void>
  /** The stored members of a segment; the caller may change or dispose of the set. @throws not_found */
  members(segmentId: string): Promise<ProfileSet>
  /** The members at a past instant; none before the segment's first evaluation. The caller owns the set. @throws not_found */
  membersAt(segmentId: string, at: Date): Promise<ProfileSet>
  /**
   * The members at the end of a `YYYY-MM-DD` day of the shop's zone; as of now for today and without a day. The caller owns the set.
   *
   * @throws not_found; invalid_data for a day that is still to come
   */
  membersOn(segmentId: string, day: string | undefined): Promise<ProfileSet>
  /**
   * The segments a profile is a member of, by name. `publishedOnly` leaves out unpublished
   * ones and `since`, and answers from memory that is at most a second old.
   */
  segmentsOf(profileId: number, options?: { publishedOnly?: boolean }): Promise<ProfileMembership[]>
  /**
   * Members at the end of each interval between two days of the shop's zone, both included, with how many entered
   * and left in it. Starts with the segment's first evaluation; `date` is the first day of the interval.
   */
  trend(segmentId: string, from: string, to: string, interval: "day" | "week" | "month"): Promise<TrendPoint[]>
  /**
   * Decides by hand about people of a segment: the only way into a static one; on top of the rule in a dynamic one.
   * It stands until it is taken back: the survivor of a merge inherits it, and of two decisions an exclusion stands.
   * Members follow with the next evaluation. Who was erased meanwhile is left out; with `tx` it is part of the caller's transaction.
   *
   * @throws not_found; not_allowed for an archived segment
   */
  decide(segmentId: string, decisions: Decisions, by?: string, tx?: Transaction): Promise<Decided>
  /** Why a profile is in a segment, or is not. @throws not_found; invalid_data for a rule that can no longer be evaluated */
  explain(segmentId: string, profileId: number, telling?: Telling): Promise<Omit<SegmentExplanation, "profile_id">>
  /**
   * Which segments a profile entered and left, the latest first, of those that are not deleted. An answer may hold
   * fewer than asked for, or none, and still have a `next`.
   */
  historyOf(profileId: number, query: HistoryQuery): Promise<ProfileHistory>
  /** Who is in at `to` and was not at `from`, and the reverse. */
  changes(segmentId: string, from: Date, to: Date): Promise<{ entered: ProfileSet; left: ProfileSet }>
}
