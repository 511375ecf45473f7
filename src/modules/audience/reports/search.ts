import sql, { type Sql } from "sql-template-tag"

/** Matches everything that contains `text`, read literally. */
function containing(text: string): string {
  return `%${text.replace(/[\\%_]/g, "\\$&")}%`
}

/**
 * Which profiles a search finds: e-mail, name, customer id, member id, or the profile's own id.
 *
 * Looks the ids up first instead of joining everybody: people with a name are a
 * small part of all profiles. Guest customers of a profile find it too.
 */
export function matching(q: string): Sql {
  return sql`p.id in (${matchingIds(q)})`
}

/** The same as a statement that selects `profile_id`. */
export function matchingIds(q: string): Sql {
  const pattern = containing(q.trim())
  return sql`
    select c.profile_id from audience.customer c
    where c.deleted_at is null and (c.email ilike ${pattern} or concat_ws(' ', c.first_name, c.last_name) ilike ${pattern} or c.id = ${q.trim()})
    union all
    select av.profile_id from audience.attribute_value av
    where av.attribute_id = (select a.id from audience.attribute a where a.key = 'member_id') and av.text_value ilike ${pattern}
    union all
    select i.id from audience.profile i where i.public_id = ${publicUuid(q.trim())}::uuid`
}

/** The uuid inside a public profile id; null where the text is none. */
export function publicUuid(text: string): string | null {
  const hex = /^aprof_([0-9a-f]{32})$/i.exec(text)?.[1]
  return hex ? hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5") : null
}
