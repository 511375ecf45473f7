import { DateTime } from "luxon"

/** Where "now" comes from. Everything that depends on time takes it from here, so that tests and the demo's history set their own. */
export interface Clock {
  now(): Date
}

export const systemClock: Clock = { now: () => new Date() }

const MOST_KNOWN = 1000

/** Answers from memory what was asked before: a round of the evaluator asks for the same days a hundred times, a quarter of a millisecond each. */
function known<Asked extends string | number, Other extends string | number, Answered>(find: (asked: Asked, other: Other) => Answered) {
  const answers = new Map<string, Answered>()
  return (asked: Asked, other: Other): Answered => {
    const key = `${asked} ${other}`
    const before = answers.get(key)
    if (before !== undefined) return before
    if (answers.size >= MOST_KNOWN) answers.clear()
    const answer = find(asked, other)
    answers.set(key, answer)
    return answer
  }
}

/** A day in `zone`; one beyond the year 9999 too, which ISO 8601 writes with a sign: the day after the last one that people write. */
const calendarDay = (day: string, zone: string): DateTime => DateTime.fromISO(day.length > 10 ? `+0${day}` : day, { zone })

const dayAt = known((at: number, zone: string) => DateTime.fromMillis(at, { zone }).toFormat("yyyy-MM-dd"))
const startAt = known((day: string, zone: string) => {
  const midnight = calendarDay(day, zone).startOf("day")
  return (midnight.getPossibleOffsets()[0] ?? midnight).toMillis()
})
const dayBeside = known((day: string, days: number) => calendarDay(day, "utc").plus({ days }).toFormat("yyyy-MM-dd"))

/** First instant of the next calendar day in `zone`: the moment at which day windows turn. */
export function nextMidnight(at: Date, zone: string): Date {
  return dayStart(addDays(dayOf(at, zone), 1), zone)
}

/** The calendar day of `at` in `zone`, as `YYYY-MM-DD`. */
export function dayOf(at: Date, zone: string): string {
  return dayAt(at.getTime(), zone)
}

/** The calendar day `days` after (before, when negative) a `YYYY-MM-DD` day. */
export function addDays(day: string, days: number): string {
  return dayBeside(day, days)
}

/**
 * First instant of a `YYYY-MM-DD` day in `zone`: one o'clock where clocks skip midnight, and the first of two
 * midnights where they go back over it, of which Luxon on its own takes either.
 */
export function dayStart(day: string, zone: string): Date {
  return new Date(startAt(day, zone))
}

/** Whether this is a `YYYY-MM-DD` day between the years 1 and 9999: PostgreSQL's calendar has no year 0. */
export function isDayText(value: unknown): value is string {
  return typeof value === "string" && /^\d{4}-\d{2}-\d{2}$/.test(value) && !value.startsWith("0000") && calendarDay(value, "utc").isValid
}
