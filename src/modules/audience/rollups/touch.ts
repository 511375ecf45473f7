import sql from "sql-template-tag"
import type { Queryable } from "../lib/database"

/** Which conditions no list of profiles brings up to date: those that look at products as they are now, or all of them. */
export type Anew = "products" | "all"

/** Queues profiles for evaluation; the row becomes visible with the change that it tells of. */
export async function touch(db: Queryable, profileIds: number[]): Promise<void> {
  if (profileIds.length === 0) return
  await db.execute(sql`insert into audience.touched (profile_ids) values (${profileIds}::int[])`)
}

/** Queues an evaluation of everybody; becomes visible with the change that it tells of. */
export async function touchEverybody(db: Queryable, anew: Anew): Promise<void> {
  await db.execute(sql`insert into audience.touched (profile_ids, anew) values ('{}', ${anew})`)
}
