import sql, { raw, type Sql } from "sql-template-tag"
import { defineField, instantOf, suggestRows, textOf, type Column, type FieldDefinition } from "../define"

/** The one customer of each profile. */
export const customers = {
  from: sql`audience.profile p join audience.customer c on c.id = p.customer_id`,
  profile: sql`p.id`,
  where: [sql`c.deleted_at is null`],
}

const customer = (column: Sql): Column => ({ ...customers, column })

function text(name: string, column: Sql, label: string, help: string, suggested = false): FieldDefinition {
  const values = suggestRows(
    (q, limit) => sql`
      select v.value, v.value as label, count(*) as count from (select ${column} as value from ${customers.from} where c.deleted_at is null) v
      where v.value <> '' and v.value ilike ${q} group by v.value order by count desc, v.value limit ${limit}`
  )
  return defineField({
    name,
    type: "text",
    label: { en: label },
    help: { en: help },
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
    label: { en: "Identified" },
    help: { en: "Known as one of the shop's customers, guests with an order included." },
    compile: (_, context) => ({
      statement: sql`select p.id as profile_id from ${customers.from} where c.deleted_at is null${context.scope(sql`p.id`)}`,
    }),
  }),
  defineField({
    name: "has_account",
    type: "boolean",
    missing: "zero",
    label: { en: "Has an account" },
    help: { en: "A customer who registered." },
    compile: (_, context) => ({
      statement: sql`select p.id as profile_id from ${customers.from} where c.deleted_at is null and c.has_account${context.scope(sql`p.id`)}`,
    }),
  }),
  text("email", sql`c.email`, "E-mail", "The customer's e-mail address."),
  text("email_domain", sql`split_part(c.email, '@', 2)`, "E-mail domain", "What follows the @ in the customer's e-mail address.", true),
  text("first_name", raw("c.first_name"), "First name", "The customer's first name."),
  text("last_name", raw("c.last_name"), "Last name", "The customer's last name."),
  text("phone", raw("c.phone"), "Phone", "The customer's phone number."),
  defineField({
    name: "customer_since",
    type: "date",
    anniversary: true,
    label: { en: "Customer since" },
    help: { en: "When Medusa first recorded the customer." },
    compile: (ask, context) => instantOf(customer(sql`c.created_at`), ask, context),
  }),
]
