import sql, { raw, type Sql } from "sql-template-tag"
import { defineField, instantOf, suggestRows, textOf, type Column, type FieldDefinition } from "../define"
import { fields } from "./texts"

/** The one customer of each profile. */
export const customers = {
  from: sql`audience.profile p join audience.customer c on c.id = p.customer_id`,
  profile: sql`p.id`,
  where: [sql`c.deleted_at is null`],
}

const customer = (column: Sql): Column => ({ ...customers, column })

function text(name: keyof typeof fields, column: Sql, suggested = false): FieldDefinition {
  const values = suggestRows(
    (q, limit) => sql`
      select v.value, v.value as label, count(*) as count from (select ${column} as value from ${customers.from} where c.deleted_at is null) v
      where v.value <> '' and v.value ilike ${q} group by v.value order by count desc, v.value limit ${limit}`
  )
  return defineField({
    name,
    type: "text",
    ...fields[name],
    personal: name !== "email_domain",
    ...(suggested ? { values } : {}),
    compile: (ask, context) => textOf(customer(column), ask, context),
  })
}

export const customerFields: FieldDefinition[] = [
  defineField({
    name: "identified",
    type: "boolean",
    missing: "zero",
    ...fields.identified,
    compile: (_, context) => ({
      statement: sql`select p.id as profile_id from ${customers.from} where c.deleted_at is null${context.scope(sql`p.id`)}`,
    }),
  }),
  defineField({
    name: "has_account",
    type: "boolean",
    missing: "zero",
    ...fields.has_account,
    compile: (_, context) => ({
      statement: sql`select p.id as profile_id from ${customers.from} where c.deleted_at is null and c.has_account${context.scope(sql`p.id`)}`,
    }),
  }),
  text("email", sql`c.email`),
  text("email_domain", sql`split_part(c.email, '@', 2)`, true),
  text("first_name", raw("c.first_name")),
  text("last_name", raw("c.last_name")),
  text("phone", raw("c.phone")),
  defineField({
    name: "customer_since",
    type: "date",
    anniversary: true,
    ...fields.customer_since,
    compile: (ask, context) => instantOf(customer(sql`c.created_at`), ask, context),
  }),
]
