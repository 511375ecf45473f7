import type { ImportFault, ImportMapping } from "../../../contract"
import type { Attribute, CheckedValue, Identity } from "../identity"
import { beginningOf } from "../lib/beginning"
import type { Queryable } from "../lib/database"
import { readCell } from "./read-cell"

export interface FileRow extends Record<string, unknown> {
  number: number
  line: number
  cells: string[]
}

/** What a part of a file comes to. */
export interface CheckedRows {
  values: CheckedValue[]
  /** The rows' people, each once. */
  profiles: number[]
  faults: ImportFault[]
  stored: number
  refused: number
}

interface CheckInput {
  columns: string[]
  mapping: ImportMapping
  attributes: Attribute[]
}

const MOST_OF_A_VALUE = 200
const NOBODY: Record<ImportMapping["key"]["by"], (name: string) => string> = {
  customer_id: (name) => `there is no customer ${name}`,
  email: (name) => `there is no customer with the e-mail ${name}`,
  id: (name) => `there is no profile ${name}`,
}

/**
 * Checks rows as `profiles/batch` does: one by one, and a wrong cell keeps the others of its row
 * from nothing. An empty cell says nothing about its value, so it changes nothing.
 */
export async function checkRows(
  db: Queryable,
  identity: Pick<Identity, "findProfiles" | "checkValue">,
  rows: FileRow[],
  { columns, mapping, attributes }: CheckInput
): Promise<CheckedRows> {
  const at = columns.indexOf(mapping.key.column)
  const names = [...new Set(rows.map(({ cells }) => cells[at] ?? "").filter(Boolean))]
  const found = await identity.findProfiles(db, mapping.key.by, names)
  const targets = Object.entries(mapping.attributes ?? {}).flatMap(([column, key]) => {
    const attribute = attributes.find((one) => one.key === key)
    return attribute ? [{ column, attribute, at: columns.indexOf(column) }] : []
  })
  const result: CheckedRows = { values: [], profiles: [], faults: [], stored: 0, refused: 0 }
  const profiles = new Set<number>()
  for (const { line, cells } of rows) {
    const refuse = (column: string, value: string, reason: string): void => {
      result.faults.push({ line, column, value: beginningOf(value, MOST_OF_A_VALUE), reason })
    }
    const before = { faults: result.faults.length, values: result.values.length }
    const name = cells[at] ?? ""
    const profileId = found.get(name)
    if (cells.length !== columns.length) refuse("", "", `has ${cells.length} cells, the header has ${columns.length}`)
    else if (name === "") refuse(mapping.key.column, "", "says not whose row it is")
    else if (profileId === undefined) refuse(mapping.key.column, name, NOBODY[mapping.key.by](name))
    else {
      profiles.add(profileId)
      for (const target of targets) {
        const cell = cells[target.at] ?? ""
        if (cell === "") continue
        const checked = identity.checkValue(target.attribute, readCell(target.attribute, cell))
        if ("reason" in checked) refuse(target.column, cell, checked.reason)
        else result.values.push({ profileId, attribute: target.attribute, value: checked.value })
      }
    }
    const known = profileId !== undefined && cells.length === columns.length
    if (result.values.length > before.values || (known && mapping.segment_id !== undefined)) result.stored++
    if (result.faults.length > before.faults) result.refused++
  }
  return { ...result, profiles: [...profiles] }
}
