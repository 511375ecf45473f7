import sql, { type Sql } from "sql-template-tag"
import { invalidData } from "../../errors"
import type { Queryable } from "../../lib/database"
import type { Attribute, AttributeDefinition } from "../types"
import type { AttributeType } from "./parse-value"

const COLUMNS = sql`id, key, label, type, choices, personal, verified_only, predefined`
const UNIQUE_VIOLATION = "23505"

/** The attributes of the shop, predefined ones first. */
export function listAttributes(db: Queryable): Promise<Attribute[]> {
  return db.rows<Attribute & Record<string, unknown>>(sql`select ${COLUMNS} from audience.attribute order by predefined desc, id`)
}

/** See {@link Identity.defineAttribute}. */
export async function defineAttribute(db: Queryable, definition: AttributeDefinition, now: Date): Promise<Attribute> {
  try {
    const [attribute] = await db.rows<Attribute & Record<string, unknown>>(insert(checked(definition), now))
    if (!attribute) throw new Error("an inserted attribute was not returned")
    return attribute
  } catch (error) {
    if ((error as { code?: string }).code !== UNIQUE_VIOLATION) throw error
    throw invalidData(`key: there is an attribute "${definition.key}" already`)
  }
}

function checked({ choices, ...definition }: AttributeDefinition): AttributeDefinition & { choices: string[] } {
  return { ...definition, choices: distinctChoices(definition.type, choices) }
}

/** @throws MedusaError `invalid_data` for choices of a type that has none, and for such as differ in case only. */
export function distinctChoices(type: AttributeType, choices: string[] = []): string[] {
  if (choices.length > 0 && type !== "choice") {
    throw invalidData(`choices: only an attribute of type choice has them, this one is of type ${type}`)
  }
  const distinct = [...new Set(choices)]
  if (new Set(distinct.map((choice) => choice.toLowerCase())).size < distinct.length)
    throw invalidData("choices: must differ in more than case")
  return distinct
}

function insert({ key, label, type, choices, personal = false, verified_only = false }: AttributeDefinition, now: Date): Sql {
  return sql`insert into audience.attribute (key, label, type, choices, personal, verified_only, created_at)
    values (${key}, ${label}, ${type}, ${choices}::text[], ${personal}, ${verified_only}, ${now}) returning ${COLUMNS}`
}
