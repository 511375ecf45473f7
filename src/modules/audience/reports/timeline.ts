import sql, { raw, type Sql } from "sql-template-tag"
import type { TimelineEntry } from "../../../contract"
import type { Queryable } from "../lib/database"
import { decodePlace, encodePlace, isBelow, KINDS, sortedBy } from "./timeline-cursor"

interface Row extends Record<string, unknown> {
  at: Date
  kind: TimelineEntry["kind"]
  title: string
  detail: string | null
  /** The instant as PostgreSQL prints it: a `Date` would cut its microseconds off. */
  exact: string
  key: string
}

export interface TimelineQuery {
  limit: number
  /** Only entries before this instant. */
  before: Date
  /** `next_cursor` of the page before, instead of `before`: entries of one instant are told apart. */
  cursor?: string | undefined
}

export interface TimelinePage {
  timeline: TimelineEntry[]
  next_cursor: string | null
}

/**
 * What a profile did, newest first: sessions, events, carts that are still open, orders.
 *
 * Reads only as many rows of each kind as a page has, by the indexes on profile and time.
 *
 * @throws invalid_data for a cursor that no page has answered
 */
export async function timelineOf(db: Queryable, profileId: number, { limit, before, cursor }: TimelineQuery): Promise<TimelinePage> {
  const after = cursor === undefined ? null : decodePlace(cursor)
  const most = limit + 1
  const part = (kind: TimelineEntry["kind"], at: Sql, key: Sql, rows: Sql): Sql =>
    sql`(${rows} and ${isBelow(kind, { at, key }, after, before)} order by ${sortedBy({ at, key })} limit ${most})`
  const rows = await db.rows<Row>(sql`
    select u.*, u.at::text as exact from (
    ${part(
      "session",
      sql`s.started_at`,
      sql`s.first_event`,
      sql`
      select s.started_at as at, 'session' as kind, ${rankOf("session")} as rank, s.first_event::text as key, coalesce(o.source, 'direct') as title, g.path as detail
      from audience.session s left join audience.source o on o.id = s.source_id left join audience.page g on g.id = s.landing_page_id
      where s.profile_id = ${profileId}`
    )}
    union all
    ${part(
      "event",
      sql`e.at`,
      sql`e.id`,
      sql`
      select e.at, 'event', ${rankOf("event")}, e.id::text, n.name, coalesce(e.properties->>'label', ${PAGE_WITH_QUERY}, e.query, d.title, ${TIME_ON_PAGE}, g.path)
      from audience.event e join audience.event_name n on n.id = e.name_id
      left join audience.page g on g.id = e.page_id left join audience.product d on d.id = e.product_id
      where e.profile_id = ${profileId}`
    )}
    union all
    ${part(
      "cart",
      sql`k.touched_at`,
      sql`k.id`,
      sql`
      select k.touched_at, 'cart', ${rankOf("cart")}, k.id, k.total::text || ' ' || upper(k.currency_code),
        (select string_agg(l.title, ', ' order by l.line_id) from audience.cart_line l where l.cart_id = k.id)
      from audience.cart k
      where k.profile_id = ${profileId} and k.completed_at is null and k.deleted_at is null and k.quantity > 0`
    )}
    union all
    ${part(
      "order",
      sql`o.placed_at`,
      sql`o.id`,
      sql`
      select o.placed_at, 'order', ${rankOf("order")}, o.id, coalesce('#' || o.display_id, o.id), o.total::text || ' ' || upper(o.currency_code)
      from audience.order_fact o where o.profile_id = ${profileId}`
    )}
    ) u order by u.at desc, u.rank desc, u.key collate "C" desc limit ${most}`)
  const page = rows.slice(0, limit)
  const last = rows.length > limit ? page.at(-1) : undefined
  return {
    timeline: page.map(({ at, kind, title, detail }) => ({ at: at.toISOString(), kind, title, detail })),
    next_cursor: last ? encodePlace({ at: last.exact, kind: last.kind, key: last.key }) : null,
  }
}

// A page's query alone, such as what a campaign's link carries, does not say which page was viewed.
const PAGE_WITH_QUERY = sql`case when n.name = 'page_viewed' then g.path || '?' || e.query end`

const TIME_ON_PAGE = sql`case when n.name = 'page_engaged' then g.path || ', ' || round(e.seconds::numeric) || ' s' end`

const rankOf = (kind: TimelineEntry["kind"]): Sql => raw(String(KINDS.indexOf(kind)))
