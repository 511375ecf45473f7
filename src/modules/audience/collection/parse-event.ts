import { EVENT_NAME, WIRE_LIMITS, type EventProperties } from "../../../contract"
import { fields, shopId, time, uuid, type Fields } from "./check"
import { Fault } from "./fault"
import type { ParsedPage } from "./parse-page"
import { parseProperties } from "./parse-properties"

/** An event as it will be stored, with keys in place of the ids of its dictionary rows. */
export interface ParsedEvent extends ParsedPage {
  id: string
  name: string
  /** Corrected, milliseconds since 1970. */
  at: number
  session: string
  /** Engaged seconds of `page_engaged`. */
  seconds: number | null
  productId: string | null
  /** JSON. */
  properties: string | null
  /** What identity shall do about it, behind the event's commit. */
  task: { kind: string; payload: string } | null
}

/** How the events of one request are read. */
export interface EventReader {
  readPage(event: Fields, place: string): ParsedPage
  /** Milliseconds since 1970. */
  now: number
  /** Milliseconds to add to the browser's times. */
  correction: number
}

const MAX_AGE_MS = WIRE_LIMITS.ageDays * 86_400_000
/** One event tells of one page; more than this on one page is a page left open by a script. */
const MAX_ENGAGED_SECONDS = 3600

/** @throws Fault that names the first wrong place */
export function parseEvent(given: unknown, index: number, reader: EventReader): ParsedEvent {
  const place = `events[${index}]`
  const event = fields(given, place)
  const id = uuid(event.id, `${place}.id`)
  const { name } = event
  if (typeof name !== "string" || !EVENT_NAME.test(name)) throw new Fault(`${place}.name`, `must match ${EVENT_NAME.source}`)
  const at = Math.min(time(event.at, `${place}.at`) + reader.correction, reader.now)
  if (at < reader.now - MAX_AGE_MS) throw new Fault(`${place}.at`, `must not be older than ${WIRE_LIMITS.ageDays} days`)
  const session = uuid(event.session, `${place}.session`)
  const { pageKey, referrerKey, sourceKey, query } = reader.readPage(event, place)
  const parsed: ParsedEvent = {
    id,
    name,
    at,
    session,
    pageKey,
    referrerKey,
    sourceKey,
    query: name === "page_viewed" ? query : null,
    seconds: null,
    productId: null,
    properties: null,
    task: null,
  }
  if (name === "identified") parsed.task = identified(event.properties, `${place}.properties`)
  else readProperties(parsed, event, `${place}.properties`)
  if (name === "logged_out") parsed.task = { kind: name, payload: "{}" }
  return parsed
}

function readProperties(parsed: ParsedEvent, event: Fields, place: string): void {
  const properties = event.properties === undefined || event.properties === null ? {} : parseProperties(event.properties, place)
  const { name } = parsed
  if (name === "page_engaged") parsed.seconds = engagedSeconds(properties, place)
  else if (name === "products_searched") parsed.query = typeof properties.query === "string" ? properties.query : null
  else if (name.startsWith("product_") && properties.product_id !== undefined) {
    parsed.productId = shopId(properties.product_id, `${place}.product_id`)
  }
  // A shop that reports the checkout with its cart need not report the cart as well.
  if (name === "cart_linked" || (name === "checkout_started" && properties.cart_id !== undefined)) {
    parsed.task = { kind: "cart_linked", payload: JSON.stringify({ cart_id: shopId(properties.cart_id, `${place}.cart_id`) }) }
  }
  const json = JSON.stringify(properties)
  parsed.properties = json === "{}" ? null : json
}

function engagedSeconds(properties: EventProperties, place: string): number {
  const { seconds = 0 } = properties
  if (typeof seconds !== "number") throw new Fault(`${place}.seconds`, "must be a number of seconds")
  return Math.min(Math.max(seconds, 0), MAX_ENGAGED_SECONDS)
}

/** Traits go to the attributes and nowhere else: the event row would keep an e-mail that nobody proved. */
function identified(given: unknown, place: string): ParsedEvent["task"] {
  const traits = given === undefined || given === null ? undefined : fields(given, place).traits
  if (traits === undefined || traits === null) return null
  return { kind: "identified", payload: JSON.stringify({ traits: parseProperties(traits, `${place}.traits`) }) }
}
