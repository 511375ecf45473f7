import sql from "sql-template-tag"
import type { ProfileSet } from "../lib/bitmap"
import type { Queryable } from "../lib/database"

/** A profile that no longer stands, and the one it was merged into, if that stands. */
export interface GoneProfile extends Record<string, unknown> {
  id: number
  merged_into: number | null
}

/** Those of these profiles, or of all, that were merged away or erased. */
export function goneProfiles(db: Queryable, among: readonly number[] | "all"): Promise<GoneProfile[]> {
  const scope = among === "all" ? sql`true` : sql`p.id = any(${among}::int[])`
  return db.rows<GoneProfile>(sql`
    with recursive followed as (
      select p.id, p.merged_into, p.erased_at from audience.profile p
      where ${scope} and (p.merged_into is not null or p.erased_at is not null)
      union all
      select f.id, next.merged_into, next.erased_at from followed f join audience.profile next on next.id = f.merged_into
    ), final as (
      select f.id, p.id as merged_into from followed f join audience.profile p on p.id = f.merged_into
      where p.merged_into is null and p.erased_at is null
    )
    select distinct f.id, final.merged_into from followed f left join final on final.id = f.id`)
}

/** Takes profiles that no longer stand out of a static segment; whom a member was merged into takes its place. */
export function replaceGone(members: ProfileSet, gone: readonly GoneProfile[]): void {
  for (const { id, merged_into: winner } of gone) {
    if (!members.delete(id)) continue
    if (winner !== null) members.add(winner)
  }
}
