import sql from "sql-template-tag"
import type { ConditionQuery } from "../families"
import type { ProfileSet } from "../lib/bitmap"
import type { Database } from "../lib/database"
import { readProfileSet } from "../lib/read-ids"
import { scopeOf, type Extent } from "./scope"

/** A set out of the database and the instant from which it may differ though nothing happened. */
export interface Answer {
  set: ProfileSet
  validUntil: Date | null
}

/** What is read for an answer. */
export type Query = Pick<ConditionQuery, "statement" | "until" | "untilQuery" | "finds">

/**
 * Everybody that segments count: neither merged away, nor erased, nor internal.
 *
 * Of some people the few who do not count are looked up in an index of their own, so that nobody's row is read.
 */
export function everybodyQuery(scope: Extent): Query {
  if (scope === "all") {
    return {
      statement: sql`select p.id as profile_id from audience.profile p where p.merged_into is null and p.erased_at is null and not p.internal`,
    }
  }
  return {
    statement: sql`select p.id as profile_id from audience.profile p where true${scopeOf(sql`p.id`, scope)} except
      select h.id from audience.profile h where (h.merged_into is not null or h.erased_at is not null or h.internal)${scopeOf(sql`h.id`, scope)}`,
  }
}

/** The answer to one query. The caller disposes of the set. */
export async function readAnswer(database: Database, query: Query): Promise<Answer> {
  const set = await readProfileSet(database, query.statement)
  try {
    return { set, validUntil: await readUntil(database, query) }
  } catch (error) {
    set.dispose()
    throw error
  }
}

/** The instant from which the answer to a query may differ though nothing happened. */
export async function readUntil(database: Database, { until, untilQuery }: Query): Promise<Date | null> {
  const next = untilQuery ? ((await database.rows<{ at: Date | null }>(untilQuery))[0]?.at ?? null) : null
  return earlier(until ?? null, next)
}

/** The earlier of two instants; null is never. */
export function earlier(one: Date | null, other: Date | null): Date | null {
  if (!one || !other) return one ?? other
  return one < other ? one : other
}
