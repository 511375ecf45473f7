import sql, { type Sql } from "sql-template-tag"
import type { Queryable } from "../lib/database"
import type { StageContext } from "../stage"
import { readAnswer, type Answer, type Query } from "./answer"
import { profilesOf, type Extent } from "./scope"
import type { Scope } from "./types"

/** How somebody was put into a segment, or is kept out of it, by hand. */
export type ManualKind = "added" | "excluded"

/**
 * Which profiles were added to a segment, or excluded from it, by hand.
 *
 * Merges are followed: who was merged into somebody else hands on what was decided.
 */
export function manualQuery(segmentId: string, kind: ManualKind, scope: Extent): Query {
  const rows = sql`audience.segment_manual m where m.segment_id = ${segmentId} and m.kind = ${kind}`
  return { statement: scope === "all" ? survivors(rows) : among(rows, profilesOf(scope)) }
}

/** See {@link manualQuery}. The caller disposes of the set. */
export function readManual({ database }: StageContext, segmentId: string, kind: ManualKind, scope: Scope): Promise<Answer> {
  return readAnswer(database, manualQuery(segmentId, kind, scope))
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
function among(rows: Sql, profiles: Sql): Sql {
  return sql`with recursive family as (
      select s.profile_id, s.profile_id as id from (${profiles}) s
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
