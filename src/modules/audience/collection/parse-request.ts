import { WIRE_LIMITS, type BrowserContext, type Consent } from "../../../contract"
import { fields, optionalText, time, uuid, type Fields } from "./check"
import { Fault } from "./fault"

/** A request whose envelope is right; its events are not looked at yet. */
export interface Envelope {
  key: string
  visitor: string
  /** Milliseconds since 1970, by the browser's clock. */
  sentAt: number
  context: BrowserContext
  consent: Partial<Consent> | undefined
  events: unknown[]
}

/**
 * The envelope of a request.
 *
 * @throws Fault that names the first wrong place
 */
export function parseRequest(body: unknown): Envelope {
  const request = fields(parseJson(body), "body")
  if (typeof request.key !== "string" || request.key === "") throw new Fault("key", "must be the shop's publishable API key (pk_…)")
  const visitor = uuid(request.visitor, "visitor")
  const sentAt = time(request.sent_at, "sent_at")
  const context = request.context === undefined ? {} : parseContext(fields(request.context, "context"))
  const consent = request.consent === undefined ? undefined : parseConsent(fields(request.consent, "consent"))
  const { events } = request
  if (!Array.isArray(events)) throw new Fault("events", `must be a list of at most ${WIRE_LIMITS.events} events`)
  if (events.length > WIRE_LIMITS.events) throw new Fault("events", `must not exceed ${WIRE_LIMITS.events} events`, true)
  return { key: request.key, visitor, sentAt, context, consent, events }
}

function parseJson(body: unknown): unknown {
  const text = typeof body === "string" ? body : JSON.stringify(body ?? "")
  if (Buffer.byteLength(text) > WIRE_LIMITS.bytes) throw new Fault("body", `must not exceed ${WIRE_LIMITS.bytes} bytes`, true)
  if (typeof body !== "string") return body
  try {
    return JSON.parse(text)
  } catch {
    throw new Fault("body", "must be JSON")
  }
}

function parseContext(context: Fields): BrowserContext {
  const screen = optionalText(context.screen, "context.screen", 32)
  const language = optionalText(context.language, "context.language", 64)
  const timeZone = optionalText(context.time_zone, "context.time_zone", 64)
  const hints = context.hints === undefined || context.hints === null ? undefined : fields(context.hints, "context.hints")
  return {
    ...(screen ? { screen } : {}),
    ...(language ? { language } : {}),
    ...(timeZone ? { time_zone: timeZone } : {}),
    ...(hints ? { hints } : {}),
  }
}

const PURPOSES = ["analytics", "personalization", "marketing"] as const

function parseConsent(given: Fields): Partial<Consent> {
  const consent: Partial<Consent> = {}
  for (const purpose of PURPOSES) {
    const allowed = given[purpose]
    if (allowed === undefined) continue
    if (typeof allowed !== "boolean") throw new Fault(`consent.${purpose}`, "must be true or false")
    consent[purpose] = allowed
  }
  return consent
}
