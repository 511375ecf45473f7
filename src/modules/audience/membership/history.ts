import { DateTime } from "luxon"
import sql from "sql-template-tag"
import type { TrendPoint } from "../../../contract"
import { emptySet, fromBytes, type ProfileSet } from "../lib/bitmap"
import { addDays, dayOf } from "../lib/clock"
import type { Database, Queryable } from "../lib/database"
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

/** See {@link Membership.changes}: somebody who left and came back between the two instants is in neither set. */
export async function changesBetween(
  db: Queryable,
  segmentId: string,
  from: Date,
  to: Date
): Promise<{ entered: ProfileSet; left: ProfileSet }> {
  const rows = await db.rows<{ entered: Buffer; left_members: Buffer }>(sql`
    select entered, left_members from audience.segment_change
    where segment_id = ${segmentId} and changed_at > ${from} and changed_at <= ${to} order by changed_at, id`)
  const entered = emptySet()
  const left = emptySet()
  for (const row of rows) {
    move(fromBytes(row.entered), { into: entered, outOf: left })
    move(fromBytes(row.left_members), { into: left, outOf: entered })
  }
  return { entered, left }
}

/** Whoever is in `outOf` is taken out of it, the others go into `into`. */
function move(set: ProfileSet, { into, outOf }: { into: ProfileSet; outOf: ProfileSet }): void {
  const back = set.clone()
  back.andInPlace(outOf)
  outOf.andNotInPlace(back)
  set.andNotInPlace(back)
  into.orInPlace(set)
  back.dispose()
  set.dispose()
}

const CHANGES_A_READ = 200

/** When the profile last entered; null when no change says so. */
export async function lastEntered(database: Database, segmentId: string, profileId: number): Promise<Date | null> {
  for (let before: number | null = null; ;) {
    const rows: { id: number; changed_at: Date; entered: Buffer }[] = await database.rows(sql`
      select id, changed_at, entered from audience.segment_change
      where segment_id = ${segmentId} and entered_count > 0 and (${before}::bigint is null or id < ${before})
      order by id desc limit ${CHANGES_A_READ}`)
    for (const { changed_at: at, entered } of rows) {
      const set = fromBytes(entered)
      const found = set.has(profileId)
      set.dispose()
      if (found) return at
    }
    if (rows.length < CHANGES_A_READ) return null
    before = rows.at(-1)?.id ?? null
  }
}
