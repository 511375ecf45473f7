import { invalidData } from "../errors"

/** Where a page ended: the sort key of its last row as PostgreSQL prints it (null for rows without a value) and that row's profile. */
export interface Cursor {
  order: string
  key: string | null
  id: number
}

/** A cursor as clients carry it: opaque to them. */
export function encodeCursor({ order, key, id }: Cursor): string {
  return Buffer.from(JSON.stringify([order, key, id])).toString("base64url")
}

/** @throws invalid_data for a text that is no cursor, or one of another order */
export function decodeCursor(text: string, order: string): Cursor {
  let parts: unknown
  try {
    parts = JSON.parse(Buffer.from(text, "base64url").toString("utf8"))
  } catch {
    parts = null
  }
  if (!Array.isArray(parts) || parts.length !== 3) throw wrongCursor("pass on next_cursor of the page before, unchanged")
  const [cursorOrder, key, id] = parts as unknown[]
  if (cursorOrder !== order) throw wrongCursor(`it belongs to another order than "${order}"; start again without a cursor`)
  if (!(key === null || typeof key === "string") || typeof id !== "number" || !Number.isInteger(id) || Math.abs(id) > 2 ** 31 - 1) {
    throw wrongCursor("pass on next_cursor of the page before, unchanged")
  }
  return { order, key, id }
}

export function wrongCursor(reason: string): Error {
  return invalidData(`cursor: not a cursor of this list: ${reason}`)
}
