import sql from "sql-template-tag"
import type { Queryable } from "../lib/database"

/** See {@link Identity.profileIdOf}. */
export async function profileIdOf(db: Queryable, publicId: string): Promise<number | null> {
  const hex = /^aprof_([0-9a-f]{32})$/.exec(publicId)?.[1]
  if (!hex) return null
  const [row] = await db.rows<{ id: number }>(sql`
    with recursive chain as (
      select id, merged_into, erased_at from audience.profile where public_id = ${hex}::uuid
      union all
      select profile.id, profile.merged_into, profile.erased_at from audience.profile join chain on profile.id = chain.merged_into
    )
    select id from chain where merged_into is null and erased_at is null`)
  return row?.id ?? null
}
