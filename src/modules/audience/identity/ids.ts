import { invalidData } from "../errors"

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i
const SAME_DIGIT = /^(?:0|f|-)+$/i
const JUNK = new Set(["", "null", "undefined", "nan", "none", "nil", "true", "false", "[object object]", "anonymous", "guest", "0", "-1"])

/** What a script sends by mistake in place of an id: thousands of people would share it. */
export function isJunkId(text: string): boolean {
  return JUNK.has(text.trim().toLowerCase()) || SAME_DIGIT.test(text)
}

/** The UUID in lower case; null for what is none, and for the nil and max UUID. */
export function visitorUuid(text: unknown): string | null {
  return typeof text === "string" && UUID.test(text) && !isJunkId(text) ? text.toLowerCase() : null
}

/** @throws MedusaError `invalid_data` that names the place. */
export function requireVisitorUuid(text: unknown): string {
  const uuid = visitorUuid(text)
  if (uuid === null) throw invalidData("visitor: must be the UUID that the tag made for this browser")
  return uuid
}

/** The `aprof_…` id by which a profile is known outside the server. */
export function publicProfileId(uuid: string): string {
  return `aprof_${uuid.replaceAll("-", "")}`
}
