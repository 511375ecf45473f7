import { DateTime } from "luxon"
import sql from "sql-template-tag"
import type { TrendPoint } from "../../../contract"
import { addDays, dayOf } from "../lib/clock"
import type { StageContext } from "../stage"

type Interval = "day" | "week" | "month"

/** First day of the interval that holds `day`; weeks begin on Monday (ISO 8601). */
function intervalStart(day: string, interval: Interval): string {
  return DateTime.fromISO(day, { zone: "utc" }).startOf(interval).toFormat("yyyy-MM-dd")
}

/** See {@link Membership.trend}. Days without a change have no row: they keep the count of the last one that has. */
export async function trendOf(
  { database, clock, options }: StageContext,
  segmentId: string,
  { from, to, interval }: { from: string; to: string; interval: Interval }
): Promise<TrendPoint[]> {
  const days = await database.rows<{ day: string; members: number; entered: number; left_count: number }>(sql`
    select day, members, entered, left_count from audience.segment_day
    where segment_id = ${segmentId} and day <= ${to}
      and day >= coalesce((select max(day) from audience.segment_day where segment_id = ${segmentId} and day <= ${from}), ${from}::date)
    order by day`)
  const first = days[0]?.day
  if (!first) return []
  const today = dayOf(clock.now(), options.timeZone)
  const last = to < today ? to : today
  const byDay = new Map(days.map((row) => [row.day, row]))
  const points: TrendPoint[] = []
  let members = first < from ? (days[0]?.members ?? 0) : 0
  for (let day = first > from ? first : from; day <= last; day = addDays(day, 1)) {
    const row = byDay.get(day)
    members = row?.members ?? members
    const date = intervalStart(day, interval) < from ? from : intervalStart(day, interval)
    const point = points.at(-1)
    if (point?.date === date) {
      point.members = members
      point.entered += row?.entered ?? 0
      point.left += row?.left_count ?? 0
    } else {
      points.push({ date, members, entered: row?.entered ?? 0, left: row?.left_count ?? 0 })
    }
  }
  return points
}
