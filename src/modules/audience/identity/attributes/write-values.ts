import sql from "sql-template-tag"
import type { Queryable } from "../../lib/database"
import type { AttributeSource, CheckedValue, ValueBefore } from "../types"

const COLUMN_OF_TYPE = {
  text: "text_value",
  choice: "text_value",
  number: "number_value",
  boolean: "boolean_value",
  date: "date_value",
  list: "list_value",
} as const

/**
 * Writes checked values of many profiles in two statements; answers what stood in their places.
 *
 * For verified sources only: what a browser declares is weighed value by value. Of two values
 * for one place the later one is written, as if they had come one after the other.
 */
export async function writeValues(
  db: Queryable,
  values: CheckedValue[],
  source: Exclude<AttributeSource, "declared">,
  now: Date
): Promise<ValueBefore[]> {
  const last = new Map(values.map((value) => [`${value.profileId} ${value.attribute.id}`, value]))
  const rows = [...last.values()].map(({ profileId, attribute, value }) => ({
    profile_id: profileId,
    attribute_id: attribute.id,
    [COLUMN_OF_TYPE[attribute.type]]: value,
  }))
  const given = JSON.stringify(rows)
  const before = await db.rows<ValueBefore & Record<string, unknown>>(sql`
    with stood as (
      select v.* from audience.attribute_value v
      join json_populate_recordset(null::audience.attribute_value, ${given}::json) g using (profile_id, attribute_id)
      for update of v
    )
    select g.profile_id as "profileId", g.attribute_id as "attributeId", to_json(stood) as row
    from json_populate_recordset(null::audience.attribute_value, ${given}::json) g left join stood using (profile_id, attribute_id)`)
  await db.execute(sql`
    insert into audience.attribute_value
      (profile_id, attribute_id, source, text_value, number_value, boolean_value, date_value, list_value, updated_at)
    select profile_id, attribute_id, ${source}, text_value, number_value, boolean_value, date_value, list_value, ${now}::timestamptz
    from json_populate_recordset(null::audience.attribute_value, ${given}::json)
    on conflict (profile_id, attribute_id) do update set
      source = excluded.source, text_value = excluded.text_value, number_value = excluded.number_value,
      boolean_value = excluded.boolean_value, date_value = excluded.date_value, list_value = excluded.list_value, updated_at = excluded.updated_at`)
  return before
}
