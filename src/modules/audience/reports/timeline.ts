import sql from "sql-template-tag"
import type { TimelineEntry } from "../../../contract"
import type { Queryable } from "../lib/database"

interface Row extends Record<string, unknown> {
  at: Date
  kind: TimelineEntry["kind"]
  title: string
  detail: string | null
}

/**
 * What a profile did, newest first: sessions, events, carts that are still open, orders.
 *
 * @param before only entries before this instant, to read on from the last one
 */
export async function timelineOf(db: Queryable, profileId: number, limit: number, before: Date): Promise<TimelineEntry[]> {
  const rows = await db.rows<Row>(sql`
    (select s.started_at as at, 'session' as kind, coalesce(o.source, 'direct') as title, g.path as detail
      from audience.session s left join audience.source o on o.id = s.source_id left join audience.page g on g.id = s.landing_page_id
      where s.profile_id = ${profileId} and s.started_at < ${before} order by 1 desc limit ${limit})
    union all
    (select e.at, 'event', n.name, coalesce(e.properties->>'label', e.query, d.title, g.path)
      from audience.event e join audience.event_name n on n.id = e.name_id
      left join audience.page g on g.id = e.page_id left join audience.product d on d.id = e.product_id
      where e.profile_id = ${profileId} and e.at < ${before} order by 1 desc limit ${limit})
    union all
    (select k.touched_at, 'cart', k.total::text || ' ' || upper(k.currency_code), (select string_agg(l.title, ', ' order by l.line_id) from audience.cart_line l where l.cart_id = k.id)
      from audience.cart k where k.profile_id = ${profileId} and k.touched_at < ${before} and k.completed_at is null and k.deleted_at is null and k.quantity > 0
      order by 1 desc limit ${limit})
    union all
    (select o.placed_at, 'order', coalesce('#' || o.display_id, o.id), o.total::text || ' ' || upper(o.currency_code)
      from audience.order_fact o where o.profile_id = ${profileId} and o.placed_at < ${before} order by 1 desc limit ${limit})
    order by at desc, kind limit ${limit}`)
  return rows.map((row) => ({ at: row.at.toISOString(), kind: row.kind, title: row.title, detail: row.detail }))
}
