import sql from "sql-template-tag"
import type { ManualMember } from "../../../contract"
import type { Queryable } from "../lib/database"
import { profilesById, type AttributesOf } from "./profiles"

export interface ManualQuery {
  kind?: ManualMember["kind"]
  limit: number
  offset: number
}

/**
 * Who was added to a segment or excluded from it by hand, latest first, each person once and as they stand now:
 * merges are followed, of two decisions an exclusion stands, and who was erased is left out.
 */
export async function manualOf(
  db: Queryable,
  attributesOf: AttributesOf,
  segmentId: string,
  { kind, limit, offset }: ManualQuery
): Promise<{ manual: ManualMember[]; count: number }> {
  const decisions = sql`with recursive way as (
      select m.kind, m.created_at, m.created_by, p.id, p.merged_into, p.erased_at
      from audience.segment_manual m join audience.profile p on p.id = m.given_profile_id where m.segment_id = ${segmentId}
      union all
      select way.kind, way.created_at, way.created_by, p.id, p.merged_into, p.erased_at
      from way join audience.profile p on p.id = way.merged_into
    ), decided as (
      select distinct on (id) id, kind, created_at, created_by from way where merged_into is null and erased_at is null
      order by id, kind desc, created_at desc
    ) select * from decided where ${kind === undefined ? sql`true` : sql`kind = ${kind}`}`
  const rows = await db.rows<{ id: number; kind: ManualMember["kind"]; created_at: Date; created_by: string | null }>(
    sql`select * from (${decisions}) d order by created_at desc, id limit ${limit} offset ${offset}`
  )
  const [total] = await db.rows<{ count: number }>(sql`select count(*) as count from (${decisions}) d`)
  const ids = rows.map(({ id }) => id)
  const profiles = await profilesById(db, attributesOf, ids)
  const manual = rows.flatMap(({ id, kind: how, created_at: at, created_by: by }) => {
    const profile = profiles.get(id)
    return profile ? [{ kind: how, profile, created_at: at.toISOString(), created_by: by }] : []
  })
  return { manual, count: total?.count ?? 0 }
}
