import sql, { raw } from "sql-template-tag"
import type { ReportMeasure, ReportPart, ReportSection } from "../../../../contract"
import { reportSection } from "../report-row"
import { countKeys, eventsNamed, inRange, sessionsInRange, type KeyCount, type ReportScope } from "./scope"
import { hours, sourceSections } from "./sessions"

/** What members did in the report's days, against everybody. */
export async function behaviourPart(scope: ReportScope): Promise<ReportPart> {
  const measures = await behaviourMeasures(scope)
  const section = async (id: string, title: string, count: KeyCount): Promise<ReportSection> =>
    reportSection({ id, title, unit: "count", rows: await countKeys(scope, count), sizes: scope.sizes })
  const sections = [
    await section("pages", "Pages", pages(scope)),
    await section("landing_pages", "Landing pages", sessionPages(scope, "landing_page_id")),
    await section("exit_pages", "Exit pages", sessionPages(scope, "exit_page_id")),
    await section("paths", "Navigation paths", steps(scope)),
    await section("clicks", "Clicks", clicks(scope)),
    await section("events", "Events", events(scope)),
    ...(await sourceSections(scope)),
    await hours(scope),
  ]
  return { measures, sections }
}

interface DaySums {
  is_member: boolean
  people: number
  sessions: number
  events: number
  page_views: number
  clicks: number
  engaged_seconds: number
}

const NOTHING: Omit<DaySums, "is_member"> = { people: 0, sessions: 0, events: 0, page_views: 0, clicks: 0, engaged_seconds: 0 }

async function behaviourMeasures(scope: ReportScope): Promise<ReportMeasure[]> {
  const { population, fromDay, toDay, sizes } = scope
  const rows = await scope.db.rows<DaySums & Record<string, unknown>>(sql`
    select ${population.isMember(sql`p.profile_id`)} as is_member, count(*) as people, sum(p.sessions)::float8 as sessions, sum(p.events)::float8 as events,
      sum(p.page_views)::float8 as page_views, sum(p.clicks)::float8 as clicks, sum(p.engaged_seconds)::float8 as engaged_seconds
    from (select d.profile_id, sum(d.sessions) as sessions, sum(d.events) as events, sum(d.page_views) as page_views, sum(d.clicks) as clicks,
        sum(d.engaged_seconds) as engaged_seconds
      from audience.profile_day d
      where d.day between ${fromDay}::date and ${toDay}::date and ${population.isProfile(sql`d.profile_id`)} group by 1) p
    group by 1`)
  const members = { ...NOTHING, ...rows.find((row) => row.is_member) }
  const others = { ...NOTHING, ...rows.find((row) => !row.is_member) }
  const sum = (key: keyof typeof NOTHING): [number, number] => [members[key], members[key] + others[key]]
  const ratio = (over: keyof typeof NOTHING, under: keyof typeof NOTHING): [number | null, number | null] => {
    const [a, aAll] = sum(over)
    const [b, bAll] = sum(under)
    return [b > 0 ? a / b : null, bAll > 0 ? aAll / bAll : null]
  }
  const measure = (key: string, label: string, unit: ReportMeasure["unit"], [value, value_all]: [number | null, number | null]): ReportMeasure => ({
    key, label, unit, value, value_all,
  }) // prettier-ignore
  const [activeMembers, active] = sum("people")
  return [
    measure("page_views", "Page views", "count", sum("page_views")),
    measure("sessions", "Sessions", "count", sum("sessions")),
    measure("clicks", "Clicks", "count", sum("clicks")),
    measure("events", "Events", "count", sum("events")),
    measure("engaged_time", "Time on site", "seconds", sum("engaged_seconds")),
    measure("average_session_time", "Average session time", "seconds", ratio("engaged_seconds", "sessions")),
    measure("views_per_session", "Page views per session", "count", ratio("page_views", "sessions")),
    measure("active", "People who visited", "count", [activeMembers, active]),
    measure("active_share", "Part of people who visited", "share", [
      sizes.members > 0 ? activeMembers / sizes.members : null,
      sizes.total > 0 ? active / sizes.total : null,
    ]),
    measure("sessions_per_visitor", "Sessions per person who visited", "count", ratio("sessions", "people")),
  ]
}

/** Every page with one number for its path: pages differ in host, title and case too. */
const PATHS = sql`(select g.id, min(g.id) over (partition by lower(g.path)) as path_id from audience.page g)`

const PATH_NAME = { key: sql`lower(g.path)`, label: sql`g.path`, names: sql`join audience.page g on g.id = k.id` }

function pages(scope: ReportScope): KeyCount {
  return {
    perProfile: sql`select v.profile_id, m.path_id as id, sum(v.n) as n
      from (select e.profile_id, e.page_id, count(*) as n from audience.event e where ${eventsNamed(scope, "page_viewed")} group by 1, 2) v
      join ${PATHS} m on m.id = v.page_id group by 1, 2`,
    ...PATH_NAME,
  }
}

function sessionPages(scope: ReportScope, column: "landing_page_id" | "exit_page_id"): KeyCount {
  return {
    perProfile: sql`select s.profile_id, m.path_id as id, count(*) as n from audience.session s
      join ${PATHS} m on m.id = s.${raw(column)} where ${sessionsInRange(scope)} group by 1, 2`,
    ...PATH_NAME,
  }
}

/** From one page to the next within a session; a reload is no step. */
function steps(scope: ReportScope): KeyCount {
  // Two ids in one number: PostgreSQL groups by it faster than by two columns or a text.
  const pair = sql`v.path_id::bigint << 32 | v.next_id`
  return {
    perProfile: sql`select v.profile_id, ${pair} as id, count(*) as n
      from (select e.profile_id, m.path_id, lead(m.path_id) over (partition by e.visitor_id, e.session_id order by e.at, e.id) as next_id
        from audience.event e join ${PATHS} m on m.id = e.page_id where ${eventsNamed(scope, "page_viewed")}) v
      where v.next_id <> v.path_id group by 1, 2`,
    key: sql`lower(a.path) || ' → ' || lower(b.path)`,
    label: sql`a.path || ' → ' || b.path`,
    names: sql`join audience.page a on a.id = (k.id >> 32)::int join audience.page b on b.id = (k.id & 2147483647)::int`,
  }
}

function clicks(scope: ReportScope): KeyCount {
  return {
    perProfile: sql`select c.profile_id, lower(c.label) as id, min(c.label) as spelling, count(*) as n
      from (select e.profile_id, coalesce(nullif(e.properties->>'label', ''), nullif(e.properties->>'href', ''), nullif(e.properties->>'element', '')) as label
        from audience.event e where ${eventsNamed(scope, "clicked")}) c
      where c.label is not null group by 1, 2`,
    spelled: true,
    key: sql`k.id`,
    label: sql`k.spelling`,
  }
}

function events(scope: ReportScope): KeyCount {
  return {
    perProfile: sql`select e.profile_id, e.name_id as id, count(*) as n from audience.event e
      where ${inRange(scope, sql`e.at`)} and ${scope.population.isProfile(sql`e.profile_id`)} group by 1, 2`,
    key: sql`n.name`,
    label: sql`n.name`,
    names: sql`join audience.event_name n on n.id = k.id`,
  }
}
