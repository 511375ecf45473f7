import sql from "sql-template-tag"
import type { Queryable } from "../lib/database"
import { visitorUuid } from "./ids"
import type { CurrentVisitor } from "./types"

/** See {@link Identity.visitorOf}. Reads one row by its unique index. */
export async function visitorOf(db: Queryable, uuid: string): Promise<CurrentVisitor | null> {
  const known = visitorUuid(uuid)
  if (known === null) return null
  const [row] = await db.rows<{ profile_id: number; personalization: boolean | null }>(sql`
    select visitor.profile_id, profile.consent_personalization as personalization
    from audience.visitor join audience.profile on profile.id = visitor.profile_id
    where visitor.uuid = ${known}::uuid and visitor.ended_at is null`)
  return row ? { profileId: row.profile_id, personalization: row.personalization } : null
}
