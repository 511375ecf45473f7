import sql, { type Sql } from "sql-template-tag"
import type { ProfileDto } from "../../../contract"
import type { Identity } from "../identity"
import type { Queryable } from "../lib/database"

interface ProfileRow {
  id: number
  public_id: string
  customer_id: string | null
  email: string | null
  first_name: string | null
  last_name: string | null
  first_seen: Date | null
  last_seen: Date | null
}

/** The public id of a profile, as answers carry it. */
export const PUBLIC_ID = sql`'aprof_' || replace(p.public_id::text, '-', '')`

export type AttributesOf = Identity["attributesOf"]

/** Profiles as answers carry them, in the order of `ids`; ids of nobody are left out. */
export async function profileDtos(db: Queryable, attributesOf: AttributesOf, ids: readonly number[]): Promise<ProfileDto[]> {
  const byId = await profilesById(db, attributesOf, ids)
  return ids.flatMap((id) => byId.get(id) ?? [])
}

/** The same, by internal id. */
export async function profilesById(db: Queryable, attributesOf: AttributesOf, ids: readonly number[]): Promise<Map<number, ProfileDto>> {
  if (ids.length === 0) return new Map()
  const [rows, attributes] = [await db.rows<ProfileRow>(selectProfiles(ids)), await attributesOf(db, [...ids])]
  return new Map(
    rows.map((row) => [
      row.id,
      {
        id: row.public_id,
        customer_id: row.customer_id,
        email: row.email,
        first_name: row.first_name,
        last_name: row.last_name,
        identified: row.customer_id !== null,
        first_seen: row.first_seen?.toISOString() ?? null,
        last_seen: row.last_seen?.toISOString() ?? null,
        attributes: attributes.get(row.id) ?? {},
      },
    ])
  )
}

function selectProfiles(ids: readonly number[]): Sql {
  return sql`select p.id, ${PUBLIC_ID} as public_id, p.customer_id, c.email, c.first_name, c.last_name, s.first_seen, s.last_seen
    from audience.profile p
    left join audience.profile_state s on s.profile_id = p.id
    left join audience.customer c on c.id = p.customer_id
    where p.id = any(${ids}::int[])`
}
