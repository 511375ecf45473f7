import sql, { raw, type Sql } from "sql-template-tag"
import type { ReportMeasure, ReportPart, ReportSection } from "../../../../contract"
import { reportSection, SECTION_ROWS, type Counted } from "../report-row"
import { countKeys, eventsNamed, inRange, type ReportScope } from "./scope"

/** Weekday and hour cells of a week. */
const HOURS_A_WEEK = 7 * 24

/** What members did in the report's days, against everybody. */
export async function behaviourPart(scope: ReportScope): Promise<ReportPart> {
  const measures = await behaviourMeasures(scope)
  const { sizes } = scope
  const section = async (id: string, title: string, perProfile: Sql): Promise<ReportSection> =>
    reportSection({ id, title, unit: "count", rows: await countKeys(scope, perProfile), sizes })
  const sections = [
    await section("pages", "Pages", pages(scope)),
    await section("landing_pages", "Landing pages", sessionPages(scope, "landing_page_id")),
    await section("exit_pages", "Exit pages", sessionPages(scope, "exit_page_id")),
    await section("paths", "Navigation paths", paths(scope)),
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
    select ${population.isMember(sql`d.profile_id`)} as is_member, count(distinct d.profile_id) as people, sum(d.sessions)::float8 as sessions,
      sum(d.events)::float8 as events, sum(d.page_views)::float8 as page_views, sum(d.clicks)::float8 as clicks,
      sum(d.engaged_seconds::float8) as engaged_seconds
    from audience.profile_day d
    where d.day between ${fromDay}::date and ${toDay}::date and ${population.isProfile(sql`d.profile_id`)}
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

function pages(scope: ReportScope): Sql {
  return sql`select v.profile_id, lower(g.path) as key, min(g.path) as label, sum(v.n) as n
    from (select e.profile_id, e.page_id, count(*) as n from audience.event e where ${eventsNamed(scope, "page_viewed")} group by 1, 2) v
    join audience.page g on g.id = v.page_id group by 1, 2`
}

function sessionPages(scope: ReportScope, column: "landing_page_id" | "exit_page_id"): Sql {
  return sql`select v.profile_id, lower(g.path) as key, min(g.path) as label, sum(v.n) as n
    from (select s.profile_id, s.${raw(column)} as page_id, count(*) as n from audience.session s
      where ${inRange(scope, sql`s.started_at`)} and ${scope.population.isProfile(sql`s.profile_id`)} group by 1, 2) v
    join audience.page g on g.id = v.page_id group by 1, 2`
}

/** From one page to the next within a session; a reload is no step. */
function paths(scope: ReportScope): Sql {
  return sql`select v.profile_id, lower(a.path) || ' → ' || lower(b.path) as key, min(a.path || ' → ' || b.path) as label, count(*) as n
    from (select e.profile_id, e.page_id, lead(e.page_id) over (partition by e.visitor_id, e.session_id order by e.at, e.id) as next_id
      from audience.event e where ${eventsNamed(scope, "page_viewed")}) v
    join audience.page a on a.id = v.page_id
    join audience.page b on b.id = v.next_id
    where lower(a.path) <> lower(b.path) group by 1, 2`
}

function clicks(scope: ReportScope): Sql {
  return sql`select c.profile_id, lower(c.label) as key, min(c.label) as label, count(*) as n
    from (select e.profile_id, coalesce(nullif(e.properties->>'label', ''), nullif(e.properties->>'href', ''), nullif(e.properties->>'element', '')) as label
      from audience.event e where ${eventsNamed(scope, "clicked")}) c
    where c.label is not null group by 1, 2`
}

function events(scope: ReportScope): Sql {
  return sql`select v.profile_id, n.name as key, n.name as label, v.n
    from (select e.profile_id, e.name_id, count(*) as n from audience.event e
      where ${inRange(scope, sql`e.at`)} and ${scope.population.isProfile(sql`e.profile_id`)} group by 1, 2) v
    join audience.event_name n on n.id = v.name_id`
}

const SOURCE_SECTIONS = [
  { id: "sources", title: "Sources", column: "source" },
  { id: "media", title: "Media", column: "medium" },
  { id: "channels", title: "Channels", column: "channel" },
  { id: "campaigns", title: "Campaigns", column: "campaign" },
] as const

/** Where sessions came from, read once for the four sections. */
async function sourceSections(scope: ReportScope): Promise<ReportSection[]> {
  const perProfile = sql`
    select v.profile_id, d.section || ':' || d.value as key, d.value as label, sum(v.n) as n
    from (select s.profile_id, s.source_id, count(*) as n from audience.session s
      where ${inRange(scope, sql`s.started_at`)} and ${scope.population.isProfile(sql`s.profile_id`)} group by 1, 2) v
    join audience.source o on o.id = v.source_id
    cross join lateral (values ('sources', o.source), ('media', o.medium), ('channels', o.channel), ('campaigns', o.campaign)) d (section, value)
    where d.value is not null group by 1, 2, 3`
  const rows = await scope.db.rows<Counted & { section: string } & Record<string, unknown>>(sql`
    select * from (select k.*, row_number() over (partition by k.section order by k.members desc, k.profiles desc, k.key collate "C") as place from (
      select split_part(u.key, ':', 1) as section, u.label as key, count(*) filter (where u.is_member) as members, count(*) as profiles,
        coalesce(sum(u.n) filter (where u.is_member), 0)::float8 as value
      from (select t.*, ${scope.population.isMember(sql`t.profile_id`)} as is_member from (${perProfile}) t offset 0) u group by 1, 2
    ) k) ranked where place <= ${SECTION_ROWS}`)
  return SOURCE_SECTIONS.map(({ id, title }) =>
    reportSection({ id, title, unit: "count", rows: rows.filter((row) => row.section === id), sizes: scope.sizes })
  )
}

/** Sessions by the hour in which they started, shop time: `1-9` is Monday, nine o'clock to ten; empty hours are left out. */
async function hours(scope: ReportScope): Promise<ReportSection> {
  const local = sql`(s.started_at at time zone ${scope.zone})`
  const rows = await countKeys(
    scope,
    sql`select h.profile_id, h.key, h.key as label, count(*) as n
      from (select s.profile_id, extract(isodow from ${local})::int || '-' || extract(hour from ${local})::int as key from audience.session s
        where ${inRange(scope, sql`s.started_at`)} and ${scope.population.isProfile(sql`s.profile_id`)}) h group by 1, 2`,
    HOURS_A_WEEK
  )
  const place = (key: string): number => {
    const [weekday = 0, hour = 0] = key.split("-").map(Number)
    return weekday * 24 + hour
  }
  const inWeek = [...rows].sort((a, b) => place(a.key) - place(b.key))
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
