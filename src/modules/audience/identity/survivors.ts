import sql from "sql-template-tag"
import type { Queryable } from "../lib/database"

/**
 * The profile that each of these is by now: itself, or whom it was merged into. Who was erased is not in it.
 *
 * Ids were looked up before the transaction that writes by them; it holds the merge lock when it asks this.
 */
export async function survivorsOf(db: Queryable, profileIds: readonly number[]): Promise<Map<number, number>> {
  const rows = await db.rows<{ given: number; id: number }>(sql`
    with recursive way as (
      select p.id as given, p.id, p.merged_into, p.erased_at from audience.profile p where p.id = any(${profileIds}::int[])
      union all
      select way.given, p.id, p.merged_into, p.erased_at from way join audience.profile p on p.id = way.merged_into
    )
    select given, id from way where merged_into is null and erased_at is null`)
  return new Map(rows.map(({ given, id }) => [given, id]))
}
