import sql from "sql-template-tag"
import { notFound } from "../errors"
import { publicProfileId, type Identity } from "../identity"
import type { Queryable } from "../lib/database"
import type { Subject } from "./tables"
import type { Person } from "./types"

/** A standing profile as the tables know it. */
export interface FoundPerson extends Subject {
  profileId: number
  publicId: string
}

/** The person's profile; null for a customer without one. @throws not_found for a public id of nobody */
export async function findPerson(db: Queryable, identity: Identity, person: Person): Promise<FoundPerson | null> {
  const profileId = await identity.findProfile("profileId" in person ? { id: person.profileId } : person, db)
  if (profileId !== null) return describe(db, profileId)
  if ("profileId" in person) throw notFound(`Profile with id: ${person.profileId} was not found`)
  return null
}

async function describe(db: Queryable, profileId: number): Promise<FoundPerson> {
  const subject = await subjectOf(db, [profileId])
  const [row] = await db.rows<{ public_id: string }>(sql`select public_id from audience.profile where id = ${profileId}`)
  return { ...subject, profileId, publicId: publicProfileId(row?.public_id ?? "") }
}

/** The profiles with all that were ever merged into them, and their visitors. */
export async function subjectOf(db: Queryable, profiles: readonly number[]): Promise<Subject> {
  const [row] = await db.rows<Subject & Record<string, unknown>>(sql`
    with recursive same as (
      select id from audience.profile where id = any(${profiles}::int[])
      union select p.id from audience.profile p join same on p.merged_into = same.id
    )
    select array(select id from same) as "profileIds",
      array(select id from audience.visitor where profile_id in (select id from same)) as "visitorIds",
      array(
        select lower(name) from audience.customer c cross join lateral unnest(array[c.id, c.email]) as name
        where c.profile_id in (select id from same) and name <> ''
        union select 'aprof_' || replace(p.public_id::text, '-', '') from audience.profile p where p.id in (select id from same)
      ) as names`)
  return row ?? { profileIds: [...profiles], visitorIds: [], names: [] }
}
