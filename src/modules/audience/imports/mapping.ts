import type { ImportMapping } from "../../../contract"
import { invalidData } from "../errors"
import type { Attribute, ProfileKey } from "../identity"
import type { Queryable } from "../lib/database"
import type { ImportPorts } from "./types"

const KEYS: Record<string, ProfileKey> = {
  customer_id: "customer_id",
  email: "email",
  e_mail: "email",
  mail: "email",
  email_address: "email",
  "attribute.email": "email",
  id: "id",
  profile_id: "id",
}

const plain = (name: string): string => name.trim().toLowerCase().replace(/[\s-]+/g, "_") // prettier-ignore

/** What the columns' names say by themselves; null when none of them says whose row it is. */
export function guessMapping(columns: string[], attributes: Attribute[]): ImportMapping | null {
  const key = columns.find((column) => KEYS[plain(column)])
  if (key === undefined) return null
  const found = columns.flatMap((column) => {
    const attribute = column === key ? undefined : attributes.find((one) => namesOf(one).includes(plain(column)))
    return attribute ? [[column, attribute.key] as const] : []
  })
  // Of two columns that mean one attribute the first is taken; the admin sees both.
  const unique = found.filter(([, name], index) => found.findIndex(([, other]) => other === name) === index)
  return { key: { column: key, by: KEYS[plain(key)] as ProfileKey }, attributes: Object.fromEntries(unique) }
}

function namesOf({ key, label, predefined }: Attribute): string[] {
  return [key, plain(label), predefined ? `attribute.${key}` : `attribute.custom.${key}`]
}

/** @throws invalid_data that names the place */
export async function checkMapping(
  db: Queryable,
  mapping: ImportMapping,
  columns: string[],
  attributes: Attribute[],
  ports: Pick<ImportPorts, "checkSegment">
): Promise<ImportMapping> {
  const { key, attributes: mapped = {}, segment_id: segmentId } = mapping
  const known = new Set(columns)
  if (!known.has(key.column)) throw invalidData(`mapping.key.column: the file has no column "${key.column}"; it has ${columns.join(", ")}`)
  const taken = new Map<string, string>()
  for (const [column, name] of Object.entries(mapped)) {
    const place = `mapping.attributes.${column}`
    if (!known.has(column)) throw invalidData(`${place}: the file has no such column; it has ${columns.join(", ")}`)
    if (!attributes.some((attribute) => attribute.key === name)) throw invalidData(`${place}: there is no attribute "${name}"`)
    const other = taken.get(name)
    if (other !== undefined) throw invalidData(`${place}: "${name}" is filled by the column "${other}" already`)
    taken.set(name, column)
  }
  if (taken.size === 0 && segmentId === undefined)
    throw invalidData("mapping: names neither an attribute for a column nor a segment_id, so nothing would be stored")
  if (segmentId !== undefined) await ports.checkSegment(db, segmentId)
  return { key, attributes: mapped, ...(segmentId === undefined ? {} : { segment_id: segmentId }) }
}
