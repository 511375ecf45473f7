import { DateTime } from "luxon"
import sql from "sql-template-tag"
import type { AttributeValue } from "../../../../contract"
import type { Queryable } from "../../lib/database"

interface ValueRow {
  profile_id: number
  key: string
  text_value: string | null
  number_value: number | null
  boolean_value: boolean | null
  date_value: string | null
  list_value: string[] | null
}

/** See {@link Identity.attributesOf}. `zone` is the shop's: a birthday begins at its midnight. */
export async function attributesOf(
  db: Queryable,
  profileIds: number[],
  now: Date,
  zone: string
): Promise<Map<number, Record<string, AttributeValue>>> {
  const rows = await db.rows<ValueRow>(sql`
    select profile_id, key, text_value, number_value, boolean_value, date_value, list_value
    from audience.attribute_value join audience.attribute on attribute.id = attribute_id
    where profile_id = any(${profileIds}::int[]) order by attribute_id`)
  const byProfile = new Map<number, Record<string, AttributeValue>>()
  for (const row of rows) {
    const value = row.text_value ?? row.number_value ?? row.boolean_value ?? row.date_value ?? row.list_value
    if (value === null) continue
    const values = byProfile.get(row.profile_id) ?? {}
    values[row.key] = value
    byProfile.set(row.profile_id, values)
  }
  for (const values of byProfile.values()) {
    if (typeof values.birthday === "string") values.age = ageOn(values.birthday, now, zone)
  }
  return byProfile
}

/** Whole years since a `YYYY-MM-DD` birthday, on the calendar day of `now` in `zone`. */
export function ageOn(birthday: string, now: Date, zone: string): number {
  const today = DateTime.fromJSDate(now, { zone }).startOf("day")
  return Math.floor(today.diff(DateTime.fromISO(birthday, { zone }), "years").years)
}
