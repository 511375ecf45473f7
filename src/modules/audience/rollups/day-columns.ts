import sql, { join, raw, type Sql } from "sql-template-tag"
import type { EventNames } from "./event-names"
import { countOf, figures } from "./figures"

/**
 * The statement that adds events to the days they happened on, in the shop's zone, and returns `profile_id`.
 *
 * `sessions` of a day counts the sessions that started on it. A session starts with an event, so
 * its day has a row: an earlier start takes 1 from a row that is there.
 *
 * @param events a relation of events that are in no day yet
 * @param started a relation (profile_id, visitor_id, day, change) of sessions that started or, with -1, did not start on a day after all
 */
export function addToDays(events: Sql, names: EventNames, zone: string, started?: Sql): Sql {
  const { events: count, pageViews, clicks, engagedSeconds } = figures(names)
  const happened = sql`
    select e.profile_id, ${dayOf(sql`e.at`, zone)} as day, e.visitor_id, 0 as sessions, ${count} as events, ${pageViews} as page_views,
      ${clicks} as clicks, ${countOf(names.product_viewed)} as product_views, ${countOf(names.product_added)} as cart_adds,
      ${countOf(names.products_searched)} as searches, ${engagedSeconds} as engaged_seconds
    from ${events} e group by 1, 2, 3`
  const both = sql`
    select profile_id, day, visitor_id, ${join(FIGURES.map((column) => sql`sum(${raw(column)})`))} from (
      ${happened} union all select profile_id, day, visitor_id, change, 0, 0, 0, 0, 0, 0, 0 from ${started}
    ) figures group by 1, 2, 3`
  return sql`
    insert into audience.profile_day as stored (profile_id, day, visitor_id, ${raw(FIGURES.join(", "))})
    ${started ? both : happened}
    on conflict (profile_id, day, visitor_id) do update set
      ${join(FIGURES.map((column) => sql`${raw(column)} = stored.${raw(column)} + excluded.${raw(column)}`))}
    returning profile_id`
}

const FIGURES = ["sessions", "events", "page_views", "clicks", "product_views", "cart_adds", "searches", "engaged_seconds"]

/** The calendar day of an instant in the shop's zone. */
export function dayOf(at: Sql, zone: string): Sql {
  return sql`(${at} at time zone ${zone}::text)::date`
}

/**
 * The statement that adds to the days' counts of sessions started.
 *
 * @param changes a relation (profile_id, visitor_id, day, change) with any number of rows a day
 */
export function countSessions(changes: Sql): Sql {
  return sql`
    update audience.profile_day as stored set sessions = stored.sessions + total.change
    from (select profile_id, visitor_id, day, sum(change) as change from ${changes} c group by 1, 2, 3 having sum(change) <> 0) total
    where stored.profile_id = total.profile_id and stored.visitor_id = total.visitor_id and stored.day = total.day`
}
