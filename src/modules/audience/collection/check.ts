import { Fault } from "./fault"

// Written by hand rather than with a schema library: this runs for every event of every
// visitor, and a schema costs more than storing the event does.

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i
const EMPTY_UUID = /^(?:[0-]+|[f-]+)$/i
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)$/i
const JUNK = new Set(["", "null", "undefined", "nan", "[object object]", "none", "false", "true", "0"])

export type Fields = Record<string, unknown>

export function fields(value: unknown, place: string): Fields {
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw new Fault(place, "must be an object")
  return value as Fields
}

/** @returns the UUID in lower case */
export function uuid(value: unknown, place: string): string {
  if (typeof value !== "string" || !UUID.test(value)) throw new Fault(place, "must be a UUID")
  if (EMPTY_UUID.test(value)) throw new Fault(place, "must be a UUID of its own, not the nil or max UUID")
  return value.toLowerCase()
}

/** @returns milliseconds since 1970 */
export function time(value: unknown, place: string): number {
  const at = typeof value === "string" && TIME.test(value) ? Date.parse(value) : Number.NaN
  if (Number.isNaN(at)) throw new Fault(place, "must be a time in ISO 8601 with its zone, such as 2026-11-23T09:00:00.000Z")
  return at
}

export function optionalText(value: unknown, place: string, longest: number): string | undefined {
  if (value === undefined || value === null) return undefined
  if (typeof value !== "string") throw new Fault(place, "must be text")
  if (value.length > longest) throw new Fault(place, `must not exceed ${longest} characters`)
  return value
}

/** An id of the shop, such as a cart's. Refuses what scripts send by mistake: thousands of people would share it. */
export function shopId(value: unknown, place: string): string {
  const id = typeof value === "string" ? value.trim() : ""
  if (typeof value !== "string" || JUNK.has(id.toLowerCase()) || id.length > 255)
    throw new Fault(place, "must be the id of a record of the shop")
  return id
}
