/**
 * Shapes of comparing segments, under `/admin/audience`:
 * - `POST compare` `{ segment_ids, from?, to? }` {@link SegmentComparison}
 * - `POST overlap` `{ segment_ids, to? }` {@link SegmentOverlap}
 *   (the people of one overlap are `profiles?rule=` with `attribute.segments` `has_all` its segments and `has_none` the others)
 * - `POST flows` `{ segment_ids, from?, to? }` {@link SegmentFlows}
 *
 * Arrays that speak of segments have one place for each of `segments`, in the order of the request's `segment_ids`.
 */

/** How many segments can be compared at once. */
export const COMPARE_LIMITS = { least: 2, most: 8 } as const

export interface ComparedSegment {
  id: string
  name: string
  members: number
}

/** One measure of each segment, beside that of all profiles. */
export interface ComparedMeasure {
  key: string
  group: "size" | "activity" | "purchase"
  label: string
  unit: "count" | "seconds" | "money" | "share"
  values: (number | null)[]
  /** The same of all profiles; null where it says nothing about them, as with entering and leaving. */
  all: number | null
  /** A person of the segment against a person at large, 100 = the same; null where there is nothing to compare. */
  index: (number | null)[]
}

/** How many people of each segment a value applies to. */
export interface ComparedRow {
  key: string
  label: string
  people: number[]
  /** Parts of the segments, 0–1. */
  shares: number[]
  share_all: number
  index: (number | null)[]
}

export interface ComparedSection {
  /** `sources channels landing_pages products categories`, or the full name of a field. */
  id: string
  title: string
  rows: ComparedRow[]
}

export interface SegmentComparison {
  from: string
  to: string
  /** All profiles. */
  total: number
  currency: string
  time_zone: string
  segments: ComparedSegment[]
  measures: ComparedMeasure[]
  sections: ComparedSection[]
}

export interface SegmentOverlap {
  segments: ComparedSegment[]
  /** People in at least one of the segments. */
  people: number
  /** Everybody counted once: those who are in exactly these of the segments and in none of the others. Most people first; empty ones are left out. */
  overlaps: { segment_ids: string[]; people: number }[]
}

export interface FlowSegment {
  id: string
  name: string
  /** Members at the end of the first and of the last day. */
  members_from: number
  members_to: number
  /** The first evaluation: nothing is known of the days before. Null where there has been none. */
  since: string | null
  /** When its rule was changed between the two days; people may then have moved without doing anything. */
  redefined_at: string | null
}

export interface SegmentFlows {
  /** People are where they were at the end of these days of the shop's zone; today's end is now. */
  from: string
  to: string
  segments: FlowSegment[]
  /**
   * `matrix[i][j]`: people who were in segment i at the first day and are in segment j at the last. The row
   * and the column behind the segments' are "in none of these"; nobody counts where both are that.
   */
  matrix: number[][]
  /** The same with everybody in one place only: in the first of the segments, in the request's order, that they are in. Rows and columns add up. */
  placed: number[][]
}
