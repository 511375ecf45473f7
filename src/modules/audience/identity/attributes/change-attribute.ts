import sql from "sql-template-tag"
import { invalidData, notAllowed, notFound } from "../../errors"
import type { Transaction } from "../../lib/database"
import type { Attribute, AttributeChange, IdentityPorts } from "../types"
import { distinctChoices, listAttributes } from "./define-attribute"

const SHOWN = 5

/** The field by which rules name an attribute. */
export function fieldOfAttribute({ key, predefined }: Pick<Attribute, "key" | "predefined">): string {
  return predefined ? `attribute.${key}` : `attribute.custom.${key}`
}

async function lockedAttribute(tx: Transaction, key: string): Promise<Attribute> {
  await tx.execute(sql`select 1 from audience.attribute where key = ${key} for update`)
  const attribute = (await listAttributes(tx)).find((one) => one.key === key)
  if (!attribute) throw notFound(`Attribute with key: ${key} was not found`)
  return attribute
}

/** See {@link Identity.changeAttribute}. */
export async function changeAttribute(tx: Transaction, key: string, change: AttributeChange): Promise<Attribute> {
  const standing = await lockedAttribute(tx, key)
  const next = { ...standing, ...change }
  if (change.choices) next.choices = distinctChoices(standing.type, change.choices)
  const gone = standing.choices.filter((choice) => !next.choices.includes(choice))
  // An attribute without choices takes any text: nothing is left that they would forbid.
  if (next.choices.length > 0) await refuseHeldChoices(tx, standing, gone)
  await tx.execute(sql`
    update audience.attribute set label = ${next.label}, choices = ${next.choices}::text[], personal = ${next.personal},
      verified_only = ${next.verified_only} where id = ${standing.id}`)
  return next
}

async function refuseHeldChoices(tx: Transaction, { id }: Attribute, gone: string[]): Promise<void> {
  if (gone.length === 0) return
  const held = await tx.rows<{ text_value: string; people: number }>(sql`
    select text_value, count(*) as people from audience.attribute_value
    where attribute_id = ${id} and text_value = any(${gone}::text[]) group by 1 order by 2 desc limit ${SHOWN}`)
  if (held.length === 0) return
  const names = held.map(({ text_value, people }) => `${text_value} (${people} people)`).join(", ")
  throw invalidData(`choices: these are still the value of somebody: ${names}`)
}

/** See {@link Identity.deleteAttribute}. */
export async function deleteAttribute(tx: Transaction, ports: Pick<IdentityPorts, "refuseUsedField">, key: string): Promise<void> {
  const attribute = await lockedAttribute(tx, key)
  if (attribute.predefined) throw notAllowed(`${attribute.label} comes with the plugin and cannot be deleted`)
  await ports.refuseUsedField(tx, fieldOfAttribute(attribute))
  await tx.execute(sql`delete from audience.attribute_value where attribute_id = ${attribute.id}`)
  await tx.execute(sql`delete from audience.attribute where id = ${attribute.id}`)
}
