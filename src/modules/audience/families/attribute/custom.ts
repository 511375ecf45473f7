import sql, { type Sql } from "sql-template-tag"
import type { FieldType } from "../../../../contract"
import type { Queryable } from "../../lib/database"
import {
  booleanOf,
  choiceOf,
  dayOfProfile,
  defineField,
  listOf,
  numberOf,
  suggestRows,
  textOf,
  type Column,
  type FieldDefinition,
  type Text,
  type Translated,
} from "../define"
import { ageSource } from "./age"
import * as texts from "./texts"

interface AttributeRow extends Record<string, unknown> {
  id: number
  key: string
  label: string
  type: "text" | "number" | "boolean" | "date" | "choice" | "list"
  choices: string[]
  personal: boolean
  predefined: boolean
}

const COLUMNS: Record<AttributeRow["type"], Sql> = {
  text: sql`v.text_value`,
  choice: sql`v.text_value`,
  number: sql`v.number_value::numeric`,
  boolean: sql`v.boolean_value`,
  date: sql`v.date_value`,
  list: sql`v.list_value`,
}
const COMPARE = { text: textOf, choice: choiceOf, number: numberOf, boolean: booleanOf, date: dayOfProfile, list: listOf }

/** The fields that the shop's attributes make: `attribute.KEY` for the predefined ones, `attribute.custom.KEY` for its own. */
export async function ownAttributes(db: Queryable): Promise<FieldDefinition[]> {
  const rows = await db.rows<AttributeRow>(
    sql`select id, key, label, type, choices, personal, predefined from audience.attribute order by id`
  )
  const birthday = rows.find(({ key, type }) => key === "birthday" && type === "date")
  return rows.map((row) => fieldOf(row, birthday))
}

/** The plugin's own words for a predefined attribute, unless the shop has named it anew. */
function wordsOf({ key, label, predefined }: AttributeRow): { label: Text; help: Text } {
  const known = predefined ? texts.predefined[key] : undefined
  const named = known && label === known.label.en ? known.label : label
  return { label: named, help: known?.help ?? about(texts.ownAttribute, label) }
}

const about = ({ en, de, ja }: Translated, label: string): Translated => ({
  en: en.replace("{{label}}", () => label),
  de: de.replace("{{label}}", () => label),
  ja: ja.replace("{{label}}", () => label),
})

function choicesOf({ key, choices, predefined }: AttributeRow): { value: string; label: Text }[] {
  const known = predefined ? texts.choices[key] : undefined
  return choices.map((value) => ({ value, label: known?.[value] ?? value }))
}

function fieldOf(row: AttributeRow, birthday: AttributeRow | undefined): FieldDefinition {
  const values: Column = {
    from: sql`audience.attribute_value v`,
    profile: sql`v.profile_id`,
    column: COLUMNS[row.type],
    where: [sql`v.attribute_id = ${row.id}`],
  }
  const follows = row.key === "age" && row.predefined && row.type === "number" && birthday
  const ages = follows ? ageSource(row.id, birthday.id) : null
  return defineField({
    name: row.predefined ? row.key : `custom.${row.key}`,
    type: row.type satisfies FieldType,
    ...wordsOf(row),
    personal: row.personal,
    personalTurn: ages !== null && birthday?.personal === true,
    anniversary: row.type === "date",
    ...(row.type === "choice" || row.type === "list" ? { choices: choicesOf(row) } : {}),
    ...(row.type === "date" || row.type === "boolean" ? {} : { values: suggestValues(row) }),
    compile: (ask, context) => (ages ? ages(ask, context) : COMPARE[row.type](values, ask, context)),
  })
}

function suggestValues({ id, type, choices }: AttributeRow): FieldDefinition["values"] {
  const used = type === "list" ? sql`unnest(v.list_value)` : type === "number" ? sql`v.number_value::text` : sql`v.text_value`
  return suggestRows(
    (q, limit) => sql`
      select s.value, s.value as label, sum(s.used)::int8 as count
      from (select ${used} as value, 1 as used from audience.attribute_value v where v.attribute_id = ${id}
            union all select c, 0 from unnest(${choices}::text[]) c) s
      where s.value <> '' and s.value ilike ${q} group by s.value order by count desc, s.value limit ${limit}`
  )
}
