import { DateTime } from "luxon"
import type { Random } from "./random"

const MONTH = [1.15, 0.9, 0.95, 1.0, 1.02, 0.9, 0.78, 0.82, 1.0, 1.1, 1.45, 1.6]
const WEEKDAY = [1.02, 0.95, 0.96, 0.98, 0.88, 1.0, 1.24]
const WORKDAY_HOURS = [3, 2, 1, 1, 1, 2, 5, 9, 11, 12, 13, 14, 17, 14, 12, 12, 13, 15, 18, 23, 27, 26, 18, 8]
const WEEKEND_HOURS = [5, 3, 2, 1, 1, 1, 3, 6, 11, 17, 22, 23, 21, 19, 19, 20, 20, 19, 18, 20, 22, 21, 15, 9]
/** The shop has grown by this factor from the first day to the last. */
const GROWTH = 1.7

/** How busy a day is compared with an average one: season, weekday, sales, growth. `progress` runs from 0 to 1 over the history. */
export function busyness(day: DateTime, progress: number): number {
  const season = MONTH[day.month - 1] ?? 1
  const weekday = WEEKDAY[day.weekday - 1] ?? 1
  const growth = 1 + (GROWTH - 1) * progress
  return season * weekday * growth * (isSale(day) ? 1.6 : 1)
}

/** Days of the two big sales: the week of Black Friday, and the first days of the year. */
export function isSale(day: DateTime): boolean {
  const blackFriday = DateTime.fromObject({ year: day.year, month: 11, day: 30 }).minus({ days: 3 }).startOf("week").plus({ days: 4 })
  const distance = day.startOf("day").diff(blackFriday.setZone(day.zone, { keepLocalTime: true }), "days").days
  return (distance >= -3 && distance <= 3) || (day.month === 1 && day.day >= 2 && day.day <= 9)
}

/** A moment of the calendar day at which somebody in that zone might shop. */
export function momentOf(day: DateTime, zone: string, random: Random): Date {
  const hours = day.weekday >= 6 ? WEEKEND_HOURS : WORKDAY_HOURS
  const hour = random.weighted(hours.map((weight, at) => [at, weight] as const))
  const { year, month, day: dayOfMonth } = day
  return DateTime.fromObject(
    { year, month, day: dayOfMonth, hour, minute: random.int(0, 59), second: random.int(0, 59) },
    { zone }
  ).toJSDate()
}
