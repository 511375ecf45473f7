import sql, { type Sql } from "sql-template-tag"
import type { Queryable } from "../lib/database"
import { readProfileSet } from "../lib/read-ids"
import type { StageContext } from "../stage"
import type { Answer } from "./answer"
import type { Scope } from "./types"

/** How somebody was put into a segment, or is kept out of it, by hand. */
export type ManualKind = "added" | "excluded"

/**
 * Which profiles were added to a segment, or excluded from it, by hand. The caller disposes of the set.
 *
 * Merges are followed: who was merged into somebody else hands on what was decided.
 */
export async function readManual({ database }: StageContext, segmentId: string, kind: ManualKind, scope: Scope): Promise<Answer> {
  const rows = sql`audience.segment_manual m where m.segment_id = ${segmentId} and m.kind = ${kind}`
  return { set: await readProfileSet(database, scope === "all" ? survivors(rows) : among(rows, scope)), validUntil: null }
}

/** From the profiles that were named up to those that stand now. */
function survivors(rows: Sql): Sql {
  return sql`with recursive way as (
      select p.id, p.merged_into from audience.profile p where p.id in (select m.given_profile_id from ${rows})
      union
      select p.id, p.merged_into from way join audience.profile p on p.id = way.merged_into
    ) select way.id as profile_id from way where way.merged_into is null`
}

/** From these profiles down to those that were merged into them: one of them may have been named. */
function among(rows: Sql, scope: readonly number[]): Sql {
  return sql`with recursive family as (
      select id as profile_id, id from unnest(${scope}::int[]) id
      union
      select family.profile_id, p.id from family join audience.profile p on p.merged_into = family.id
    ) select family.profile_id from family where family.id in (select m.given_profile_id from ${rows})`
}

/** Gives a new segment what was decided by hand about another. */
export async function copyManual(db: Queryable, fromId: string, toId: string): Promise<void> {
  await db.execute(sql`
    insert into audience.segment_manual (segment_id, given_profile_id, kind, created_at, created_by)
    select ${toId}, given_profile_id, kind, created_at, created_by from audience.segment_manual where segment_id = ${fromId}`)
  await db.execute(sql`
    update audience.segment as one set additions = other.additions, exclusions = other.exclusions
    from audience.segment as other where one.id = ${toId} and other.id = ${fromId}`)
}
