import sql from "sql-template-tag"
import type { Queryable } from "../lib/database"

/** Empties the queue of touched profiles: whose events, facts or attributes have changed since it was last taken. */
export async function takeTouched(db: Queryable): Promise<number[]> {
  const rows = await db.rows<{ profile_ids: number[] }>(sql`delete from audience.touched returning profile_ids`)
  return [...new Set(rows.flatMap(({ profile_ids: ids }) => ids))]
}
