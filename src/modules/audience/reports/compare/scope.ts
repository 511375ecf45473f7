import sql, { type Sql } from "sql-template-tag"
import type { ProfileSet } from "../../lib/bitmap"
import type { Queryable } from "../../lib/database"
import { maskOf, masksOf } from "../../lib/masks"
import { inSet, readEverybody } from "../population"

/** What a comparison is computed from: who counts, and which segments each person is in. */
export interface CompareScope {
  db: Queryable
  /** All profiles. */
  total: number
  sizes: number[]
  /** Members of each segment, without hidden profiles. */
  sets: readonly ProfileSet[]
  /** First and last calendar day in the shop's zone, both included, and as instants: `start` included, `end` not. */
  fromDay: string
  toDay: string
  start: Date
  end: Date
  /** The segments of each profile, by its id: bit k is segment k. */
  masks: Buffer
  /** The segments of the row whose `column` holds a profile id: bit k is segment k. */
  mask(column: Sql): Sql
  isProfile(column: Sql): Sql
  inRange(column: Sql): Sql
}

export type CompareDays = Pick<CompareScope, "fromDay" | "toDay" | "start" | "end">

/**
 * Prepares a comparison inside `db`'s transaction. Hidden profiles are taken out of `sets`.
 *
 * @param sets owned by the caller
 */
export async function compareScope(db: Queryable, sets: ProfileSet[], days: CompareDays): Promise<CompareScope> {
  const { total, hidden } = await readEverybody(db)
  for (const set of sets) set.andNotInPlace(hidden)
  const masks = masksOf(sets)
  return {
    db,
    total,
    sets,
    sizes: sets.map((set) => set.size),
    ...days,
    masks,
    mask: (column) => maskOf(masks, column),
    isProfile: (column) => sql`not (${inSet(hidden, column)})`,
    inRange: (column) => sql`${column} >= ${days.start}::timestamptz and ${column} < ${days.end}::timestamptz`,
  }
}
