import { DateTime } from "luxon"
import sql from "sql-template-tag"
import type { ReportSection } from "../../../../contract"
import type { Columns } from "../../lib/packed-columns"
import { readColumns } from "../../lib/read-columns"
import { reportSection } from "../report-row"
import { Numbering } from "./numbering"
import { pathNames, type Named } from "./paths"
import { inRange, type ReportScope } from "./scope"
import { topRows } from "./top-rows"

const HOURS_A_DAY = 24
const HOURS_A_WEEK = 7 * HOURS_A_DAY

const KINDS = { profiles: "int4", sources: "int4", landings: "int4", exits: "int4", starts: "time" } as const
type Sessions = Columns<typeof KINDS>

/** Sessions that began in the report's days: where they landed, ended and came from, and when they began. */
export async function sessionSections(scope: ReportScope, pathOf: Int32Array): Promise<{ sections: ReportSection[] }> {
  const sessions = await readColumns(
    scope.db,
    sql`select s.profile_id, s.source_id, s.landing_page_id, s.exit_page_id, s.started_at from audience.session s
      where ${inRange(scope, sql`s.started_at`)}`,
    KINDS
  )
  return {
    sections: [
      await pageSection(scope, "landing_pages", "Landing pages", sessions, toPaths(sessions.landings, pathOf)),
      await pageSection(scope, "exit_pages", "Exit pages", sessions, toPaths(sessions.exits, pathOf)),
      ...(await sourceSections(scope, sessions)),
      await hours(scope, sessions),
    ],
  }
}

/** Pages as the numbers of their paths. */
export function toPaths(pages: Int32Array, pathOf: Int32Array): Int32Array {
  const paths = new Int32Array(pages.length)
  for (let row = 0; row < pages.length; row++) paths[row] = pathOf[pages[row]!] ?? 0
  return paths
}

async function pageSection(
  { db, people, sizes }: ReportScope,
  id: string,
  title: string,
  { profiles }: Sessions,
  keys: Int32Array
): Promise<ReportSection> {
  const rows = await topRows(people.tally({ profiles, keys }), (paths) => pathNames(db, paths))
  return reportSection({ id, title, unit: "count", rows, sizes })
}

const SOURCE_SECTIONS = [
  { id: "sources", title: "Sources", column: "source" },
  { id: "media", title: "Media", column: "medium" },
  { id: "channels", title: "Channels", column: "channel" },
  { id: "campaigns", title: "Campaigns", column: "campaign" },
] as const

type Source = Record<(typeof SOURCE_SECTIONS)[number]["column"], string | null> & { id: number }

/** Where sessions came from: a person counts once for each source, sessions are the value. */
async function sourceSections({ db, people, sizes }: ReportScope, { profiles, sources }: Sessions): Promise<ReportSection[]> {
  const known = new Map(
    (await db.rows<Source>(sql`select id, source, medium, channel, campaign from audience.source`)).map((row) => [row.id, row])
  )
  const sections: ReportSection[] = []
  for (const { id, title, column } of SOURCE_SECTIONS) {
    const values = new Numbering<string>()
    const valueOf = new Map([...known].map(([source, row]) => [source, values.numberOf(row[column])]))
    const keys = sources.map((source) => valueOf.get(source) ?? 0)
    const rows = await topRows(people.tally({ profiles, keys }), (numbers) => ownNames(numbers, (number) => values.valueOf(number)))
    sections.push(reportSection({ id, title, unit: "count", rows, sizes }))
  }
  return sections
}

/** Keys that are their own label. */
export function ownNames(keys: number[], textOf: (key: number) => string): Map<number, Named> {
  return new Map(keys.map((key) => [key, { key: textOf(key), label: textOf(key) }]))
}

/** Sessions by the hour in which they started, shop time: `1-9` is Monday, nine o'clock to ten; empty hours are left out. */
async function hours({ people, sizes, zone }: ReportScope, { profiles, starts }: Sessions): Promise<ReportSection> {
  const hourOfWeek = hoursIn(zone)
  const keys = new Int32Array(starts.length)
  for (let row = 0; row < keys.length; row++) keys[row] = hourOfWeek(starts[row]!)
  const rows = await topRows(
    people.tally({ profiles, keys }),
    (numbers) => ownNames(numbers, (hour) => `${Math.floor(hour / HOURS_A_DAY)}-${hour % HOURS_A_DAY}`),
    HOURS_A_WEEK
  )
  const inWeek = rows.sort((a, b) => hourNumber(a.key) - hourNumber(b.key))
  return reportSection({ id: "hours", title: "Hour and weekday", unit: "count", rows: inWeek, sizes, limit: HOURS_A_WEEK, keepOrder: true })
}

function hourNumber(key: string): number {
  const [weekday = 0, hour = 0] = key.split("-").map(Number)
  return weekday * HOURS_A_DAY + hour
}

const MS_A_MINUTE = 60_000
const MS_A_QUARTER = 15 * MS_A_MINUTE
const MS_AN_HOUR = 3_600_000
const MS_A_DAY = 86_400_000
const YEAR_2000 = Date.UTC(2000, 0)
/** The first of January 2000 was a Saturday, five days after a Monday. */
const DAYS_AFTER_MONDAY = 5

/**
 * Weekday (Monday is 1) × 24 + hour of an instant in a zone. A zone is asked for each quarter of an hour, of which all that
 * differ do by a whole number, on the days on which its clocks change; on others it is asked once.
 */
function hoursIn(zone: string): (microsecondsSince2000: number) => number {
  const offsetAt = (ms: number): number => DateTime.fromMillis(YEAR_2000 + ms, { zone }).offset * MS_A_MINUTE
  const ofQuarters = new Map<number, number>()
  const ofDays = new Map<number, number | null>()
  const offsetOf = (ms: number): number => {
    const quarter = Math.floor(ms / MS_A_QUARTER)
    const offset = ofQuarters.get(quarter) ?? offsetAt(quarter * MS_A_QUARTER)
    ofQuarters.set(quarter, offset)
    return offset
  }
  /** Null on a day on which clocks change. */
  const offsetOfDay = (day: number): number | null => {
    const known = ofDays.get(day)
    if (known !== undefined) return known
    const [first, next] = [offsetAt(day * MS_A_DAY), offsetAt((day + 1) * MS_A_DAY)]
    const offset = first === next ? first : null
    ofDays.set(day, offset)
    return offset
  }
  return (microseconds) => {
    const ms = Math.floor(microseconds / 1000)
    const local = ms + (offsetOfDay(Math.floor(ms / MS_A_DAY)) ?? offsetOf(ms))
    const weekday = (Math.floor(local / MS_A_DAY) + DAYS_AFTER_MONDAY) % 7
    return (weekday + 1) * HOURS_A_DAY + (Math.floor(local / MS_AN_HOUR) % HOURS_A_DAY)
  }
}
