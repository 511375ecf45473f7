import sql from "sql-template-tag"
import type { ProfileSet } from "../lib/bitmap"
import type { Queryable } from "../lib/database"
import { readProfileSet } from "../lib/read-ids"

/** Matches everything that contains `text`, read literally. */
function containing(text: string): string {
  return `%${text.replace(/[\\%_]/g, "\\$&")}%`
}

/**
 * Which profiles a search finds: e-mail, name, customer id, member id, or the profile's own id. The caller disposes of the set.
 *
 * Guest customers of a profile find it too. Relies on the index `customer_search`, and for member ids on
 * `attribute_value_member_id`, which covers one attribute: it is used where that stands in the statement.
 */
export async function searchProfiles(db: Queryable, q: string): Promise<ProfileSet> {
  const text = q.trim()
  const pattern = containing(text)
  const [memberId] = await db.rows<{ id: number }>(sql`select id from audience.attribute where key = 'member_id' and predefined`)
  return readProfileSet(
    db,
    sql`select c.profile_id from audience.customer c
      where c.deleted_at is null and (c.email ilike ${pattern} or (coalesce(c.first_name, '') || ' ' || coalesce(c.last_name, '')) ilike ${pattern} or c.id = ${text})
      union all
      select av.profile_id from audience.attribute_value av where av.attribute_id = ${memberId?.id}::smallint and av.text_value ilike ${pattern}
      union all
      select i.id from audience.profile i where i.public_id = ${publicUuid(text)}::uuid`
  )
}

/** The uuid inside a public profile id; null where the text is none. */
export function publicUuid(text: string): string | null {
  const hex = /^aprof_([0-9a-f]{32})$/i.exec(text)?.[1]
  return hex ? hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5") : null
}
