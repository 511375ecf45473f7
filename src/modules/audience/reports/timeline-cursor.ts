import sql, { type Sql } from "sql-template-tag"
import type { TimelineEntry } from "../../../contract"
import { changedCursor, instantIn, readParts, writeParts } from "./cursor"

type Kind = TimelineEntry["kind"]

/** In which order things of one instant happened: a session begins with an event, and an order ends a cart. */
export const KINDS: readonly Kind[] = ["session", "event", "cart", "order"]

/** An entry's place in a timeline. */
export interface TimelinePlace {
  /** As PostgreSQL prints the instant, with microseconds. */
  at: string
  kind: Kind
  key: string
}

/** What one kind of entries is ordered by, within one instant by `key`. */
interface Order {
  at: Sql
  key: Sql
}

export function encodePlace({ at, kind, key }: TimelinePlace): string {
  return writeParts([at, kind, key])
}

/** @throws invalid_data for a text that is no cursor */
export function decodePlace(text: string): TimelinePlace {
  const [at, kind, key] = readParts(text, 3)
  const known = KINDS.find((one) => one === kind)
  if (!known || typeof key !== "string" || key.includes("\0")) throw changedCursor()
  return { at: instantIn(at), kind: known, key }
}

export function sortedBy({ at, key }: Order): Sql {
  return sql`${at} desc, ${keyText(key)} desc`
}

/** Whether entries of a kind come after a place, newest first; without one, before an instant. */
export function isBelow(kind: Kind, { at, key }: Order, place: TimelinePlace | null, before: Date): Sql {
  if (!place) return sql`${at} < ${before}`
  const [own, last] = [KINDS.indexOf(kind), KINDS.indexOf(place.kind)]
  const instant = sql`${place.at}::timestamptz`
  if (own < last) return sql`${at} <= ${instant}`
  if (own > last) return sql`${at} < ${instant}`
  // Both bounds: the first is what the index on time can use.
  return sql`${at} <= ${instant} and (${at} < ${instant} or ${keyText(key)} < ${place.key})`
}

// Compared as bytes, the same in every database, whatever its language.
const keyText = (key: Sql): Sql => sql`${key}::text collate "C"`
