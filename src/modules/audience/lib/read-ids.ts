import sql, { type Sql } from "sql-template-tag"
import { emptySet, setOf, type ProfileSet } from "./bitmap"
import type { Queryable } from "./database"

/**
 * The ids that a statement selects as `profile_id`, as one set. The caller disposes of it.
 *
 * They come back as one value of four bytes each: a row object for each of a million
 * profiles costs more than the statement itself.
 */
export async function readProfileSet(db: Queryable, statement: Sql): Promise<ProfileSet> {
  const rows = await db.rows<{ ids: Buffer | null }>(sql`select string_agg(int4send(c.profile_id), '') as ids from (${statement}) c`)
  return toSet(rows[0]?.ids)
}

/** The same by the text that the statement selects as `key`; repeats of an id within a key are harmless. */
export async function readProfileSets(db: Queryable, statement: Sql): Promise<Map<string, ProfileSet>> {
  const rows = await db.rows<{ key: string; ids: Buffer | null }>(
    sql`select c.key, string_agg(int4send(c.profile_id), '') as ids from (${statement}) c group by 1`
  )
  return new Map(rows.map(({ key, ids }) => [key, toSet(ids)]))
}

function toSet(bytes: Buffer | null | undefined): ProfileSet {
  if (!bytes || bytes.length === 0) return emptySet()
  // PostgreSQL sends the highest byte first; typed arrays have this machine's order.
  const ids = new Uint32Array(Uint8Array.from(bytes.swap32()).buffer)
  return setOf(ids)
}
