import sql, { raw } from "sql-template-tag"
import type { AuditActor, PersonalData } from "../../../contract"
import { parseValue, type ValueColumns } from "./values"
import type { Queryable } from "../lib/database"
import type { StageContext } from "../stage"
import { record } from "./audit"
import { findPerson, type FoundPerson } from "./person"
import { readable } from "./readable"
import { personalTables } from "./tables"
import type { Person, PrivacyStages } from "./types"

/** Told elsewhere in the answer: attributes under their keys. */
const TOLD = ["attribute_value"]

/** See {@link Privacy.dataOf}. All of it is one moment of the database. */
export async function personalData(
  { database, clock }: StageContext,
  { identity, membership }: PrivacyStages,
  person: Person,
  actor: AuditActor
): Promise<PersonalData> {
  const now = clock.now()
  const data = await database.transaction(
    async (tx) => {
      const found = await findPerson(tx, identity, person)
      if (!found) return { found, consent: null, attributes: [], records: {} }
      return { found, consent: await consentOf(tx, found), attributes: await attributesOf(tx, found), records: await recordsOf(tx, found) }
    },
    { isolation: "repeatable read", readOnly: true }
  )
  const { found, ...rest } = data
  const memberships = found ? await membership.segmentsOf(found.profileId) : []
  await record(database, { action: "profile.exported", actor, subject: found?.publicId ?? null }, now)
  return {
    profile_id: found?.publicId ?? null,
    exported_at: now.toISOString(),
    ...rest,
    segments: memberships.map(({ id, name, since }) => ({ id, name, since: since?.toISOString() ?? null })),
  }
}

async function consentOf(db: Queryable, { profileId }: FoundPerson): Promise<PersonalData["consent"]> {
  const [row] = await db.rows<NonNullable<PersonalData["consent"]>>(sql`
    select consent_analytics as analytics, consent_personalization as personalization, consent_marketing as marketing
    from audience.profile where id = ${profileId}`)
  return row ?? null
}

async function attributesOf(db: Queryable, { profileIds }: FoundPerson): Promise<PersonalData["attributes"]> {
  const rows = await db.rows<ValueColumns & { key: string; label: string; source: string; updated_at: Date }>(sql`
    select key, label, source, updated_at, text_value, number_value, boolean_value, date_value, list_value
    from audience.attribute_value join audience.attribute on attribute.id = attribute_id
    where profile_id = any(${profileIds}::int[]) order by attribute_id`)
  return rows.map((row) => ({
    ...{ key: row.key, label: row.label, value: parseValue(row) },
    ...{ source: row.source, updated_at: row.updated_at.toISOString() },
  }))
}

async function recordsOf(db: Queryable, found: FoundPerson): Promise<PersonalData["records"]> {
  const records: PersonalData["records"] = {}
  for (const { table, where } of await personalTables(db, found)) {
    if (TOLD.includes(table)) continue
    const rows = await db.rows<{ row: Record<string, unknown> }>(sql`
      select ${readable(table)} as row from audience.${raw(table)} t where ${where}`)
    if (rows.length > 0) records[table] = rows.map(({ row }) => row)
  }
  return records
}
