import { WIRE_LIMITS, type EventProperties } from "../../../contract"
import { fields } from "./check"
import { Fault } from "./fault"
import { storable } from "./text"

const LONGEST_KEY = 128
const MOST_ENTRIES = 100

/** Flat properties in storable form. @throws Fault */
export function parseProperties(given: unknown, place: string): EventProperties {
  const source = fields(given, place)
  const keys = Object.keys(source)
  if (keys.length > WIRE_LIMITS.properties) throw new Fault(place, `must not have more than ${WIRE_LIMITS.properties} keys`)
  const properties: EventProperties = {}
  for (const key of keys) {
    if (key === "" || key.length > LONGEST_KEY)
      throw new Fault(`${place}.${key.slice(0, 32)}`, `must have a key of 1 to ${LONGEST_KEY} characters`)
    const value = source[key]
    // A storefront's optional field; JSON has no other way to say that there is nothing.
    if (value === null) continue
    properties[storable(key)] = parseValue(value, place, key)
  }
  return properties
}

function parseValue(value: unknown, place: string, key: string): EventProperties[string] {
  if (typeof value === "string") return text(value, place, key)
  if (typeof value === "boolean") return value
  // JSON.parse makes Infinity of 1e999.
  if (typeof value === "number" && Number.isFinite(value)) return value
  if (Array.isArray(value) && value.length <= MOST_ENTRIES && value.every((one) => typeof one === "string")) {
    return value.map((one) => text(one, place, key))
  }
  throw new Fault(`${place}.${key}`, "must be text, a number, true or false, or a list of texts")
}

function text(value: string, place: string, key: string): string {
  if (value.length > WIRE_LIMITS.propertyLength)
    throw new Fault(`${place}.${key}`, `must not exceed ${WIRE_LIMITS.propertyLength} characters`)
  return storable(value)
}
