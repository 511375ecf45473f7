import { DateTime } from "luxon"
import sql from "sql-template-tag"
import type { Queryable } from "../../src/modules/audience/lib/database"
import type { RawEvent } from "./raw-events"

type Row = Record<string, unknown>

export interface RollupRows {
  sessions: Row[]
  days: Row[]
  states: Row[]
}

const DAY_MS = 86_400_000
const MAX_SECONDS = 86_400

/** Sessions, days and visit states as the database has them, with texts in place of dictionary ids, in a fixed order. */
export async function storedRollups(db: Queryable): Promise<RollupRows> {
  return {
    sessions: await db.rows(sql`
      select s.profile_id, s.visitor_id, s.id, s.part, s.started_at, s.first_event, s.last_at, s.last_event, o.source, c.device_type as device,
        l.path as landing, x.path as exit, s.events, s.page_views, s.clicks, s.engaged_seconds
      from audience.session s left join audience.source o on o.id = s.source_id left join audience.context c on c.id = s.context_id
      left join audience.page l on l.id = s.landing_page_id left join audience.page x on x.id = s.exit_page_id
      order by s.profile_id, s.visitor_id, s.id, s.part`),
    days: await db.rows(sql`select * from audience.profile_day order by profile_id, day, visitor_id`),
    states: await db.rows(sql`
      select s.profile_id, s.first_seen, s.last_seen, s.sessions, s.events, s.page_views, s.clicks, s.engaged_seconds, s.days_active, s.weeks_active,
        c.device_type as device, f.source as first_source, l.source as last_source, fp.path as first_landing, lp.path as last_landing
      from audience.profile_state s left join audience.context c on c.id = s.context_id
      left join audience.source f on f.id = s.first_source_id left join audience.source l on l.id = s.last_source_id
      left join audience.page fp on fp.id = s.first_landing_page_id left join audience.page lp on lp.id = s.last_landing_page_id
      where s.events > 0 order by s.profile_id`),
  }
}

/** The same rows by a plain reading of all events at once: what the glossary and the contract say, event by event. */
export function expectedRollups(given: RawEvent[], zone: string): RollupRows {
  const events = given
    .map((event) => ({ ...event, at: new Date(event.at).getTime(), id: event.id ?? "" }))
    .sort((one, other) => one.at - other.at || (one.id < other.id ? -1 : 1))
  type Event = (typeof events)[number]
  const seconds = (of: Event[]): number =>
    of
      .filter(({ name }) => name === "page_engaged")
      .reduce((sum, event) => sum + Math.round(Math.min(Math.max(event.seconds ?? 0, 0), MAX_SECONDS) * 1000), 0) / 1000
  const count = (of: Event[], name: string): number => of.filter((event) => (event.name ?? "page_viewed") === name).length
  const dayOf = (at: number): string => DateTime.fromMillis(at, { zone }).toISODate() ?? ""

  const parts: { first: Event; part: number; events: Event[] }[] = []
  for (const event of events) {
    const latest = parts.findLast(
      ({ first }) => first.profileId === event.profileId && first.visitorId === event.visitorId && first.session === event.session
    )
    if (latest && event.at - latest.first.at <= DAY_MS) latest.events.push(event)
    else parts.push({ first: event, part: latest ? latest.part + 1 : 0, events: [event] })
  }
  const sessions = parts.map(({ first, part, events: own }) => {
    const pages = own.filter((event) => (event.name ?? "page_viewed") === "page_viewed" && event.path !== undefined)
    const last = own.at(-1)
    return {
      profile_id: first.profileId,
      visitor_id: first.visitorId,
      id: first.session,
      part,
      started_at: new Date(first.at),
      first_event: first.id || expect.any(String),
      last_at: new Date(last?.at ?? 0),
      last_event: last?.id || expect.any(String),
      source: own.find(({ source }) => source)?.source?.source ?? null,
      device: own.findLast(({ device }) => device)?.device ?? null,
      landing: pages[0]?.path ?? null,
      exit: pages.at(-1)?.path ?? null,
      events: own.length,
      page_views: count(own, "page_viewed"),
      clicks: count(own, "clicked"),
      engaged_seconds: seconds(own),
    }
  })

  const byDay = new Map<string, Event[]>()
  for (const event of events) {
    const key = `${event.profileId}|${event.visitorId}|${dayOf(event.at)}`
    byDay.set(key, [...(byDay.get(key) ?? []), event])
  }
  const days = [...byDay.values()].map((own) => {
    const { profileId, visitorId, at } = own[0]!
    return {
      profile_id: profileId,
      day: dayOf(at),
      visitor_id: visitorId,
      sessions: parts.filter(({ first }) => first.visitorId === visitorId && dayOf(first.at) === dayOf(at)).length,
      events: own.length,
      page_views: count(own, "page_viewed"),
      clicks: count(own, "clicked"),
      product_views: count(own, "product_viewed"),
      cart_adds: count(own, "product_added"),
      searches: count(own, "products_searched"),
      engaged_seconds: seconds(own),
    }
  })

  const states = [...new Set(events.map(({ profileId }) => profileId))].map((profileId) => {
    // Pushed in order of their first events.
    const own = sessions.filter((session) => session.profile_id === profileId)
    const all = events.filter((event) => event.profileId === profileId)
    const last = own.findLast(({ source }) => source !== null && source !== "direct") ?? own.at(-1)
    return {
      profile_id: profileId,
      first_seen: new Date(all[0]!.at),
      last_seen: new Date(all.at(-1)!.at),
      sessions: own.length,
      events: all.length,
      page_views: count(all, "page_viewed"),
      clicks: count(all, "clicked"),
      engaged_seconds: seconds(all),
      days_active: new Set(all.map(({ at }) => dayOf(at))).size,
      weeks_active: new Set(all.map(({ at }) => DateTime.fromMillis(at, { zone }).toFormat("kkkk-WW"))).size,
      device: own.findLast(({ device }) => device !== null)?.device ?? null,
      first_source: own[0]?.source ?? null,
      last_source: last?.source ?? null,
      first_landing: own[0]?.landing ?? null,
      last_landing: last?.landing ?? null,
    }
  })

  const by =
    (...keys: string[]) =>
    (one: Row, other: Row): number => {
      for (const key of keys) if (one[key] !== other[key]) return (one[key] as string | number) < (other[key] as string | number) ? -1 : 1
      return 0
    }
  return {
    sessions: sessions.sort(by("profile_id", "visitor_id", "id", "part")),
    days: days.sort(by("profile_id", "day", "visitor_id")),
    states: states.sort(by("profile_id")),
  }
}
