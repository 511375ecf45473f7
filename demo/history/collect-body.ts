import type { CollectBody } from "../../src/contract"
import type { PlannedVisit } from "./plan"

/** A visit as the tag would send it, all at once, at `sentAt`. */
export function bodyOf(visit: PlannedVisit, key: string, sentAt: Date): CollectBody {
  return {
    key,
    visitor: visit.visitor,
    sent_at: sentAt.toISOString(),
    context: { screen: visit.screen, language: visit.place.language, time_zone: visit.place.timeZone },
    consent: { analytics: true, personalization: true, marketing: visit.marketing },
    events: visit.events,
  }
}

/** The parts of a visit that fit into one request each. */
export function inRequests<Visit extends PlannedVisit>(visit: Visit, limit: number): Visit[] {
  const parts: Visit[] = []
  for (let at = 0; at < visit.events.length; at += limit) parts.push({ ...visit, events: visit.events.slice(at, at + limit) })
  return parts
}
