import sql from "sql-template-tag"
import { dayOf } from "../../lib/clock"
import type { Queryable } from "../../lib/database"
import type { AttributeResult, AttributeSource } from "../types"
import { parseAttributeValue, type AttributeType, type ParsedValue } from "./parse-value"

interface AttributeRow {
  id: number
  key: string
  type: AttributeType
  choices: string[]
  verified_only: boolean
}

export interface AttributeInput {
  profileId: number
  values: Record<string, unknown>
  source: AttributeSource
  now: Date
  /** Time zone of the shop: "today" for dates that cannot be in the future. */
  zone: string
}

/** Stores attribute values of one profile; answers for each key in the order given. */
export async function setAttributes(db: Queryable, input: AttributeInput): Promise<AttributeResult[]> {
  const keys = Object.keys(input.values)
  if (keys.length === 0) return []
  const attributes = await db.rows<AttributeRow>(sql`
    select id, key, type, choices, verified_only from audience.attribute where key = any(${keys}::text[])`)
  const byKey = new Map(attributes.map((attribute) => [attribute.key, attribute]))
  const results: AttributeResult[] = []
  for (const key of keys) {
    const attribute = byKey.get(key)
    const reason = attribute ? await setOne(db, input, attribute) : `there is no attribute "${key}"`
    results.push(reason === null ? { key, stored: true } : { key, stored: false, reason })
  }
  return results
}

/** Why the value was not stored; null when it was. */
async function setOne(db: Queryable, input: AttributeInput, attribute: AttributeRow): Promise<string | null> {
  const declared = input.source === "declared"
  if (declared && attribute.verified_only) return "takes verified values only"
  const given = input.values[attribute.key]
  const removed = given === null || given === undefined
  const parsed = removed ? null : checkedValue(attribute, given, input.now, input.zone)
  if (parsed && "reason" in parsed) return parsed.reason
  const changed = parsed ? await write(db, input, attribute, parsed.value) : await remove(db, input, attribute)
  return changed || !declared ? null : "a verified value stands"
}

/** A value in the form in which it is stored, or why it is none. `zone` is the shop's: it says which day is today. */
export function checkedValue(
  attribute: Pick<AttributeRow, "key" | "type" | "choices">,
  given: unknown,
  now: Date,
  zone: string
): ParsedValue {
  const parsed = parseAttributeValue(attribute, given)
  if ("value" in parsed && attribute.key === "birthday" && String(parsed.value) > dayOf(now, zone))
    return { reason: "must not be in the future" }
  return parsed
}

/** What a browser declares never replaces a verified value. */
async function write(
  db: Queryable,
  input: AttributeInput,
  attribute: AttributeRow,
  value: string | number | boolean | string[]
): Promise<boolean> {
  const { type } = attribute
  const changed = await db.execute(sql`
    insert into audience.attribute_value as standing
      (profile_id, attribute_id, source, text_value, number_value, boolean_value, date_value, list_value, updated_at)
    values (${input.profileId}, ${attribute.id}, ${input.source}, ${type === "text" || type === "choice" ? value : null},
      ${type === "number" ? value : null}, ${type === "boolean" ? value : null}, ${type === "date" ? value : null},
      ${type === "list" ? value : null}::text[], ${input.now})
    on conflict (profile_id, attribute_id) do update set
      source = excluded.source, text_value = excluded.text_value, number_value = excluded.number_value,
      boolean_value = excluded.boolean_value, date_value = excluded.date_value, list_value = excluded.list_value, updated_at = excluded.updated_at
    where excluded.source <> 'declared' or standing.source = 'declared'`)
  return changed > 0
}

async function remove(db: Queryable, input: AttributeInput, attribute: AttributeRow): Promise<boolean> {
  const removed = await db.execute(sql`
    delete from audience.attribute_value
    where profile_id = ${input.profileId} and attribute_id = ${attribute.id} and (source = 'declared' or ${input.source} <> 'declared')`)
  return removed > 0
}
