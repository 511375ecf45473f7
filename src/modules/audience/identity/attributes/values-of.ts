import sql from "sql-template-tag"
import type { AttributeValue } from "../../../../contract"
import type { Queryable } from "../../lib/database"
import type { AttributeSource, StoredValue } from "../types"
import { ageOn } from "./attributes-of"

interface Row extends Record<string, unknown> {
  key: string
  value: AttributeValue | null
  source: AttributeSource
  updated_at: Date
}

/** See {@link Identity.valuesOf}. */
export async function valuesOf(db: Queryable, profileId: number, now: Date, zone: string): Promise<Map<string, StoredValue>> {
  const rows = await db.rows<Row>(sql`
    select a.key, v.source, v.updated_at,
      coalesce(to_json(v.text_value), to_json(v.number_value), to_json(v.boolean_value), to_json(v.date_value), to_json(v.list_value)) as value
    from audience.attribute_value v join audience.attribute a on a.id = v.attribute_id where v.profile_id = ${profileId} order by a.id`)
  const values = new Map<string, StoredValue>()
  for (const { key, value, source, updated_at: updatedAt } of rows) if (value !== null) values.set(key, { value, source, updatedAt })
  const birthday = values.get("birthday")
  if (typeof birthday?.value === "string") values.set("age", { ...birthday, value: ageOn(birthday.value, now, zone) })
  return values
}
