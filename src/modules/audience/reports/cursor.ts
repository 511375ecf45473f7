import { invalidData } from "../errors"
import { isDayText } from "../lib/clock"

/** A person's place in a list: the part of its column's walk, and what the part is ordered by as PostgreSQL prints it. */
export interface Place {
  /** Number of the part in the direction of the list. */
  part: number
  keys: string[]
  id: number
}

/** A place as clients carry it, with the order that it belongs to: opaque to them. */
export function encodeCursor(order: string, { part, keys, id }: Place): string {
  return writeParts([order, part, keys, id])
}

/** Parts of a place as one text, opaque to clients. */
export function writeParts(parts: readonly unknown[]): string {
  return Buffer.from(JSON.stringify(parts)).toString("base64url")
}

/** The parts of such a text, of which there must be `count`. @throws invalid_data */
export function readParts(text: string, count: number): unknown[] {
  let parts: unknown
  try {
    parts = JSON.parse(Buffer.from(text, "base64url").toString("utf8"))
  } catch {
    throw changedCursor()
  }
  if (!Array.isArray(parts) || parts.length !== count) throw changedCursor()
  return parts
}

/** An instant of a place as PostgreSQL prints it, with its microseconds. @throws invalid_data for anything else */
export function instantIn(part: unknown): string {
  const printed = /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d+)?[+-]\d\d(:\d\d)?$/
  if (typeof part !== "string" || !printed.test(part) || !isDayText(part.slice(0, 10)) || Number.isNaN(Date.parse(part)))
    throw changedCursor()
  return part
}

/** @throws invalid_data for a text that is no cursor, or one of another order */
export function decodeCursor(text: string, order: string): Place {
  const [cursorOrder, part, keys, id] = readParts(text, 4)
  if (cursorOrder !== order) throw wrongCursor(`it belongs to another order than "${order}"; start again without a cursor`)
  if (!isInteger(part) || part < 0 || !isInteger(id) || !Array.isArray(keys) || keys.some((key) => typeof key !== "string"))
    throw changedCursor()
  return { part, keys: keys as string[], id }
}

const MOST = 2 ** 31 - 1

function isInteger(value: unknown): value is number {
  return typeof value === "number" && Number.isInteger(value) && Math.abs(value) <= MOST
}

/** The error for a cursor that no page of the list has answered. */
export function changedCursor(): Error {
  return wrongCursor("pass on next_cursor of the page before, unchanged")
}

function wrongCursor(reason: string): Error {
  return invalidData(`cursor: not a cursor of this list: ${reason}`)
}
