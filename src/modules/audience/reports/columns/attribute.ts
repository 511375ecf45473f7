import sql, { join, raw, type Sql } from "sql-template-tag"
import type { ProfileSet } from "../../lib/bitmap"
import { inSet } from "../population"
import type { Column, ColumnType, Join, OwnJoin } from "./column"
import { byAttribute, byCustomer } from "./walk"

/** A row of `audience.attribute`. */
export interface AttributeRow {
  id: number
  key: string
  label: string
  type: "text" | "number" | "boolean" | "date" | "choice" | "list"
  predefined: boolean
}

const column = (name: string, type: ColumnType, value: Sql, ...joins: Join[]): Column => ({
  field: `attribute.${name}`,
  type,
  value,
  joins,
})

const STORAGE: Record<AttributeRow["type"], { name: string; type: ColumnType }> = {
  text: { name: "text_value", type: "text" },
  choice: { name: "text_value", type: "text" },
  number: { name: "number_value", type: "float8" },
  boolean: { name: "boolean_value", type: "boolean" },
  date: { name: "date_value", type: "date" },
  list: { name: "list_value", type: "text[]" },
}

/** Attribute fields that Medusa's customer and the profile itself answer. */
export const builtInAttributeColumns: Column[] = [
  column("identified", "boolean", sql`(p.customer_id is not null)`),
  column("has_account", "boolean", sql`coalesce(c.has_account, false)`, "customer"),
  { ...column("email", "text", sql`c.email`, "customer"), walk: byCustomer },
  column("email_domain", "text", sql`nullif(lower(split_part(c.email, '@', 2)), '')`, "customer"),
  { ...column("first_name", "text", sql`c.first_name`, "customer"), walk: byCustomer },
  { ...column("last_name", "text", sql`c.last_name`, "customer"), walk: byCustomer },
  column("phone", "text", sql`c.phone`, "customer"),
  { ...column("customer_since", "timestamptz", sql`c.created_at`, "customer"), walk: byCustomer },
  column("customer_groups", "text[]", sql`nullif(c.group_ids, '{}')`, "customer"),
  column("consent_analytics", "boolean", sql`p.consent_analytics`),
  column("consent_personalization", "boolean", sql`p.consent_personalization`),
  column("consent_marketing", "boolean", sql`p.consent_marketing`),
]

/**
 * One column for each attribute of the shop.
 *
 * @param today the calendar day in the shop's zone on which a birthday becomes an age
 */
export function customAttributeColumns(attributes: readonly AttributeRow[], today: string): Column[] {
  const birthday = attributes.find((attribute) => attribute.predefined && attribute.key === "birthday")
  return attributes.map((attribute) => {
    const name = attribute.predefined ? attribute.key : `custom.${attribute.key}`
    const { type } = STORAGE[attribute.type]
    if (!attribute.predefined || attribute.key !== "age" || !birthday)
      return {
        ...column(name, type, storedValue(attribute), joinOf(attribute)),
        walk: (own: Column) => byAttribute(own, aliasOf(attribute), attribute.id),
      }
    const age = ageOf(storedValue(birthday), storedValue(attribute), today)
    return column(name, type, age, joinOf(birthday), joinOf(attribute))
  })
}

/** Full years on `today`; a known birthday outranks a stored age, which grows stale. */
export function ageOf(birthday: Sql, age: Sql, today: string): Sql {
  return sql`coalesce(extract(year from age(${today}::date, ${birthday}))::float8, ${age})`
}

function aliasOf({ id }: AttributeRow): string {
  return `attribute_${id}`
}

function joinOf(attribute: AttributeRow): OwnJoin {
  const alias = aliasOf(attribute)
  const value = raw(alias)
  return {
    alias,
    join: sql`left join audience.attribute_value ${value} on ${value}.profile_id = p.id and ${value}.attribute_id = ${attribute.id}::smallint`,
  }
}

function storedValue(attribute: AttributeRow): Sql {
  return sql`${raw(aliasOf(attribute))}.${raw(STORAGE[attribute.type].name)}`
}

/** The ids of the segments a profile is in, read from their memberships. */
export function segmentsColumn(segments: readonly { id: string; members: ProfileSet }[]): Column {
  const inhabited = segments.filter((segment) => !segment.members.isEmpty)
  const ids = inhabited.map((segment) => sql`case when ${inSet(segment.members, sql`p.id`)} then ${segment.id}::text end`)
  const value = ids.length > 0 ? sql`nullif(array_remove(array[${join(ids)}], null), '{}')` : sql`null::text[]`
  return column("segments", "text[]", value)
}
