import sql from "sql-template-tag"
import type { Queryable } from "../lib/database"

/** Queues profiles for evaluation; the row becomes visible with the change that it tells of. */
export async function touch(db: Queryable, profileIds: number[]): Promise<void> {
  if (profileIds.length === 0) return
  await db.execute(sql`insert into audience.touched (profile_ids) values (${profileIds}::int[])`)
}
