import sql from "sql-template-tag"
import type { Queryable } from "../lib/database"
import { profileIdOf } from "./profile-id-of"
import type { ProfileName } from "./types"

/** See {@link Identity.findProfile}. */
export async function findProfile(db: Queryable, name: ProfileName): Promise<number | null> {
  if ("id" in name) return profileIdOf(db, name.id)
  const wanted =
    "customerId" in name ? sql`id = ${name.customerId}` : sql`lower(email) = lower(${name.email.trim()}) and deleted_at is null`
  const [customer] = await db.rows<{ profile_id: number }>(sql`
    select profile_id from audience.customer where ${wanted} order by has_account desc, created_at desc, id limit 1`)
  return customer?.profile_id ?? null
}
