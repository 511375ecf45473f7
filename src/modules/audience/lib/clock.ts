import { DateTime } from "luxon"

/** Where "now" comes from. Everything that depends on time takes it from here, so that tests and the demo's history set their own. */
export interface Clock {
  now(): Date
}

export const systemClock: Clock = { now: () => new Date() }

/** First instant of the next calendar day in `zone`: the moment at which day windows turn. */
export function nextMidnight(at: Date, zone: string): Date {
  return dayStart(addDays(dayOf(at, zone), 1), zone)
}

/** The calendar day of `at` in `zone`, as `YYYY-MM-DD`. */
export function dayOf(at: Date, zone: string): string {
  return DateTime.fromJSDate(at, { zone }).toFormat("yyyy-MM-dd")
}

/** The calendar day `days` after (before, when negative) a `YYYY-MM-DD` day. */
export function addDays(day: string, days: number): string {
  return DateTime.fromISO(day, { zone: "utc" }).plus({ days }).toFormat("yyyy-MM-dd")
}

/**
 * First instant of a `YYYY-MM-DD` day in `zone`: one o'clock where clocks skip midnight, and the first of two
 * midnights where they go back over it, of which Luxon on its own takes either.
 */
export function dayStart(day: string, zone: string): Date {
  const midnight = DateTime.fromISO(day, { zone }).startOf("day")
  return (midnight.getPossibleOffsets()[0] ?? midnight).toJSDate()
}
