import sql, { raw } from "sql-template-tag"
import type { ReportSection } from "../../../../contract"
import { reportSection } from "../report-row"
import { countKeys, sessionsInRange, type ReportScope } from "./scope"

const HOURS_A_DAY = 24
const HOURS_A_WEEK = 7 * HOURS_A_DAY

const SOURCE_SECTIONS = [
  { id: "sources", title: "Sources", column: "source" },
  { id: "media", title: "Media", column: "medium" },
  { id: "channels", title: "Channels", column: "channel" },
  { id: "campaigns", title: "Campaigns", column: "campaign" },
] as const

/** Where sessions came from: a person counts once for each source, sessions are the value. */
export async function sourceSections(scope: ReportScope): Promise<ReportSection[]> {
  const sections: ReportSection[] = []
  for (const { id, title, column } of SOURCE_SECTIONS) {
    const part = sql`o.${raw(column)}`
    const rows = await countKeys(scope, {
      perProfile: sql`select s.profile_id, m.value_id as id, count(*) as n from audience.session s
        join (select o.id, min(o.id) over (partition by ${part}) as value_id from audience.source o where ${part} is not null) m on m.id = s.source_id
        where ${sessionsInRange(scope)} group by 1, 2`,
      key: part,
      label: part,
      names: sql`join audience.source o on o.id = k.id`,
    })
    sections.push(reportSection({ id, title, unit: "count", rows, sizes: scope.sizes }))
  }
  return sections
}

/** Sessions by the hour in which they started, shop time: `1-9` is Monday, nine o'clock to ten; empty hours are left out. */
export async function hours(scope: ReportScope): Promise<ReportSection> {
  const local = sql`(s.started_at at time zone ${scope.zone})`
  const key = sql`k.id / ${HOURS_A_DAY}::int || '-' || k.id % ${HOURS_A_DAY}::int`
  const rows = await countKeys(scope, {
    perProfile: sql`select s.profile_id, extract(isodow from ${local})::int * ${HOURS_A_DAY}::int + extract(hour from ${local})::int as id, count(*) as n
      from audience.session s where ${sessionsInRange(scope)} group by 1, 2`,
    key,
    label: key,
    limit: HOURS_A_WEEK,
  })
  const inWeek = [...rows].sort((a, b) => hourOfWeek(a.key) - hourOfWeek(b.key))
  return reportSection({
    id: "hours",
    title: "Hour and weekday",
    unit: "count",
    rows: inWeek,
    sizes: scope.sizes,
    limit: HOURS_A_WEEK,
    keepOrder: true,
  })
}

function hourOfWeek(key: string): number {
  const [weekday = 0, hour = 0] = key.split("-").map(Number)
  return weekday * HOURS_A_DAY + hour
}
