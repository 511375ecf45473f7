import sql, { type Sql } from "sql-template-tag"
import { DateTime } from "luxon"
import type { RelativeTime, Window } from "../../../../contract"
import { addDays, dayOf, dayStart, isDayText, nextMidnight } from "../../lib/clock"

/** Milliseconds of a unit; a day as a length of time, not of the calendar. */
export const UNIT_MS = { day: 86_400_000, hour: 3_600_000, minute: 60_000 } as const
/** Times are kept to the millisecond: the first instant after one. */
const TICK = 1

/** A part of the time line: from `start` on, before `end`; null is open. */
export interface Span {
  start: Date | null
  end: Date | null
  now: Date
  zone: string
  /** How the span moves: `fixed` never, `day` at each midnight of the shop's zone, `sliding` with the clock. */
  moves: "fixed" | "day" | "sliding"
  /** Milliseconds after which a fact leaves a sliding span. */
  length: number
}

/** The span of a rule's `within`. */
export function spanOfWindow(within: Window, now: Date, zone: string): Span {
  if ("last" in within) return lastSpan(within.last, within.unit, now, zone)
  return {
    start: within.from === undefined ? null : dayStart(within.from, zone),
    end: within.to === undefined ? null : dayStart(addDays(within.to, 1), zone),
    ...{ now, zone, moves: "fixed", length: 0 },
  }
}

/** The span of an `in_last` or `in_next` value. Days are calendar days with today as the first or last; hours and minutes are exact. */
export function spanOfRelative(value: RelativeTime, now: Date, zone: string): Span {
  if ("last" in value) return lastSpan(value.last, value.unit, now, zone)
  if (value.unit === "day") {
    const today = dayOf(now, zone)
    return { start: dayStart(today, zone), end: dayStart(addDays(today, value.next), zone), now, zone, moves: "day", length: 0 }
  }
  const ahead = value.next * UNIT_MS[value.unit]
  return { start: now, end: new Date(now.getTime() + ahead + TICK), now, zone, moves: "sliding", length: 0 }
}

function lastSpan(last: number, unit: keyof typeof UNIT_MS, now: Date, zone: string): Span {
  if (unit === "day") {
    const today = dayOf(now, zone)
    return { start: dayStart(addDays(today, 1 - last), zone), end: dayStart(addDays(today, 1), zone), now, zone, moves: "day", length: 0 }
  }
  const length = last * UNIT_MS[unit]
  return { start: new Date(now.getTime() - length), end: new Date(now.getTime() + TICK), now, zone, moves: "sliding", length }
}

/** The span of a date comparison: a day of the shop's zone counts as a whole, an instant with time is exact. */
export function spanOfDates(operator: "before" | "after" | "on" | "between", value: readonly string[], now: Date, zone: string): Span {
  const first = value[0] ?? ""
  const last = value[1] ?? first
  const span = { start: null as Date | null, end: null as Date | null, now, zone, moves: "fixed" as const, length: 0 }
  if (operator === "before") return { ...span, end: startOf(first, zone) }
  if (operator === "after") return { ...span, start: endOf(first, zone) }
  return { ...span, start: startOf(first, zone), end: endOf(last, zone) }
}

const isDay = (value: string): boolean => value.length === 10
const startOf = (value: string, zone: string): Date => (isDay(value) ? dayStart(value, zone) : new Date(value))
const endOf = (value: string, zone: string): Date =>
  isDay(value) ? dayStart(addDays(value, 1), zone) : new Date(new Date(value).getTime() + TICK)

/** Bounds that the time of a fact must keep, after facts in the future were taken as now; null = no fact can. */
export interface FactBounds {
  start: Date | null
  end: Date | null
}

/**
 * What the time of a fact must satisfy for `least(at, now)` to lie in the span.
 *
 * While the span holds now it has no upper bound: a fact that a wrong clock put into
 * the future counts as happening now.
 */
export function factBounds(span: Span): FactBounds | null {
  if (span.start && span.now < span.start) return null
  if (span.end && span.now >= span.end) return { start: span.start, end: span.end }
  return { start: span.start, end: null }
}

/** Conditions on the timestamptz column of a fact. */
export function within(span: Span | null, at: Sql): Sql[] {
  const bounds = span && factBounds(span)
  if (!span) return []
  if (!bounds) return [sql`false`]
  return [
    ...(bounds.start ? [sql`${at} >= ${bounds.start}::timestamptz`] : []),
    ...(bounds.end ? [sql`${at} < ${bounds.end}::timestamptz`] : []),
  ]
}

/** Conditions on the `date` column of a fact, for spans of whole days. */
export function withinDays(span: Span | null, day: Sql): Sql[] {
  const bounds = span && factBounds(span)
  if (!span) return []
  if (!bounds) return [sql`false`]
  return dayConditions(daysOf(bounds, span.zone), day)
}

/** Conditions on a `date` column that is no fact: a birthday in the future lies in the future. */
export function onDays(span: Span, day: Sql): Sql[] {
  return dayConditions(daysOf(span, span.zone), day)
}

function dayConditions({ first, last }: { first: string | null; last: string | null }, day: Sql): Sql[] {
  // PostgreSQL's calendar has no year 0, in which nobody was born.
  if (last?.startsWith("0000")) return [sql`false`]
  return [...(first ? [sql`${day} >= ${first}::date`] : []), ...(last ? [sql`${day} <= ${last}::date`] : [])]
}

/** The calendar days that begin within bounds. */
function daysOf({ start, end }: FactBounds, zone: string): { first: string | null; last: string | null } {
  return {
    first: start && firstDayFrom(start, zone),
    last: end && addDays(firstDayFrom(end, zone), -1),
  }
}

/** The first calendar day that begins at `at` or later. */
function firstDayFrom(at: Date, zone: string): string {
  const day = dayOf(at, zone)
  return dayStart(day, zone) < at ? addDays(day, 1) : day
}

/** Whether the span consists of whole days, so that daily counts can answer it. */
export function isWholeDays(span: Span | null): boolean {
  return span === null || span.moves === "day" || span.moves === "fixed"
}

/** When the answer over facts changes by itself, the leaving of facts from a sliding span aside. */
export function factsUntil(span: Span | null): Date | null {
  if (!span) return null
  if (span.moves === "day") return nextMidnight(span.now, span.zone)
  if (span.moves === "sliding") return null
  if (span.start && span.now < span.start) return span.start
  if (span.end && span.now < span.end) return span.end
  return null
}

/** When the answer over a `date` column that is no fact changes by itself. */
export function daysUntil(span: Span): Date | null {
  if (span.moves === "fixed" || !span.start || !span.end) return null
  const midnight = nextMidnight(span.now, span.zone)
  if (span.moves === "day") return midnight
  const leaves = dayStart(firstDayFrom(span.start, span.zone), span.zone).getTime() + span.length + TICK
  const ahead = span.end.getTime() - TICK - span.now.getTime()
  const enters = nextMidnight(new Date(span.end.getTime() - TICK), span.zone).getTime() - ahead
  return new Date(Math.min(midnight.getTime(), leaves, enters))
}

/** Selects the instant at which the first of the facts leaves a sliding span. `facts` selects their `at`. */
export function leavesQuery(span: Span | null, facts: Sql): Sql | undefined {
  if (span?.moves !== "sliding") return undefined
  return sql`select min(f.at) + ${`${span.length + TICK} milliseconds`}::interval as at from (${facts}) f where f.at >= ${span.start}::timestamptz`
}

/** `yyyy-MM-dd` day, or an instant with zone. */
export function isDate(value: unknown): value is string {
  if (typeof value !== "string") return false
  if (/^\d{4}-\d{2}-\d{2}$/.test(value)) return isDayText(value)
  // Luxon takes zones for which there is no Date, such as +99:99.
  return (
    /^\d{4}-\d{2}-\d{2}T[\d:.]+(Z|[+-]\d{2}:?\d{2})$/.test(value) && DateTime.fromISO(value).isValid && !Number.isNaN(Date.parse(value))
  )
}

/** The `MMDD` days of the year that a span of days touches. */
export function daysOfYear(span: Span): string[] {
  const days = new Set<string>()
  if (!span.start || !span.end) return []
  for (let day = dayOf(span.start, span.zone), last = dayOf(span.end, span.zone); day < last && days.size < 366; day = addDays(day, 1)) {
    days.add(day.slice(5, 7) + day.slice(8, 10))
    // A 29th of February comes round on the 1st of March of a year that lacks it.
    if (day.endsWith("-03-01") && addDays(day, -1).endsWith("-02-28")) days.add("0229")
  }
  return [...days]
}
