import sql from "sql-template-tag"
import type { ReportMeasure } from "../../../../contract"
import { readColumns } from "../../lib/read-columns"
import { measure, ratio, type Pair, type Sums } from "./measures"
import type { Days, ReportScope } from "./scope"

type Figure = "sessions" | "events" | "page_views" | "clicks" | "engaged_time" | "people"

/** How much members and everybody did, beside the days before. */
export async function activityMeasures(scope: ReportScope): Promise<ReportMeasure[]> {
  const [now, before] = [await activityIn(scope, scope), await activityIn(scope, scope.before)]
  const { members, total } = scope.sizes
  const of = (key: string, label: string, unit: ReportMeasure["unit"], figure: (sums: Sums<Figure>) => Pair): ReportMeasure =>
    measure({ key, label, unit }, figure(now), figure(before))
  return [
    of("page_views", "Page views", "count", (sums) => sums.page_views),
    of("sessions", "Visits", "count", (sums) => sums.sessions),
    of("clicks", "Clicks", "count", (sums) => sums.clicks),
    of("events", "Events", "count", (sums) => sums.events),
    of("engaged_time", "Time on site", "seconds", (sums) => sums.engaged_time),
    of("average_session_time", "Time per visit", "seconds", (sums) => ratio(sums.engaged_time, sums.sessions)),
    of("views_per_session", "Page views per visit", "count", (sums) => ratio(sums.page_views, sums.sessions)),
    of("active", "People who visited", "count", (sums) => sums.people),
    of("active_share", "Part of people who visited", "share", (sums) => ratio(sums.people, [members, total])),
    of("sessions_per_visitor", "Visits per visitor", "count", (sums) => ratio(sums.sessions, sums.people)),
  ]
}

async function activityIn({ db, people }: ReportScope, { fromDay, toDay }: Days): Promise<Sums<Figure>> {
  const days = await readColumns(
    db,
    sql`select d.profile_id, d.sessions, d.events, d.page_views, d.clicks, d.engaged_seconds::float8 from audience.profile_day d
      where d.day between ${fromDay}::date and ${toDay}::date`,
    { profiles: "int4", sessions: "int4", events: "int4", page_views: "int4", clicks: "int4", engaged_time: "float8" }
  )
  const sum = (amounts: Int32Array | Float64Array): [number, number] => people.sum(days.profiles, amounts)
  const visitors = people.distinct(days.profiles)
  return {
    sessions: sum(days.sessions),
    events: sum(days.events),
    page_views: sum(days.page_views),
    clicks: sum(days.clicks),
    engaged_time: sum(days.engaged_time),
    people: [visitors.members, visitors.profiles],
  }
}
