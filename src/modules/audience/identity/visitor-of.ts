import sql from "sql-template-tag"
import type { Queryable } from "../lib/database"
import { groupLookups } from "../lib/group-lookups"
import { visitorUuid } from "./ids"
import type { CurrentVisitor, Identity } from "./types"

/** Makes {@link Identity.visitorOf}. Storefronts ask on every page; one statement answers all who ask at a time. */
export function createVisitorOf(db: Queryable): Identity["visitorOf"] {
  const lookUp = groupLookups((uuids: string[]) => currentVisitors(db, uuids))
  return async (uuid) => {
    const known = visitorUuid(uuid)
    return known === null ? null : ((await lookUp(known)) ?? null)
  }
}

/** Reads a row for each visitor by the unique index on current ones. */
async function currentVisitors(db: Queryable, uuids: string[]): Promise<Map<string, CurrentVisitor>> {
  const rows = await db.rows<CurrentVisitor & { uuid: string }>(sql`
    select visitor.uuid, visitor.profile_id as "profileId", profile.consent_personalization as personalization
    from audience.visitor join audience.profile on profile.id = visitor.profile_id
    where visitor.uuid = any(${uuids}::uuid[]) and visitor.ended_at is null`)
  return new Map(rows.map((row) => [row.uuid, row]))
}
