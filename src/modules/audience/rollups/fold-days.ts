import sql, { type Sql } from "sql-template-tag"
import type { Transaction } from "../lib/database"
import type { EventNames } from "./event-names"
import { countOf, figures } from "./figures"

/**
 * Adds events to the days they happened on, in the shop's zone, and answers the profiles they belong to.
 *
 * `sessions` of a day counts the sessions that started on it: whoever writes sessions keeps it,
 * after this, because a session starts with an event and so its day has a row.
 *
 * @param events a relation of events that are in no day yet
 */
export async function addToDays(tx: Transaction, events: Sql, names: EventNames, zone: string): Promise<number[]> {
  const { events: count, pageViews, clicks, engagedSeconds } = figures(names)
  const [row] = await tx.rows<{ ids: number[] | null }>(sql`
    with written as (
      insert into audience.profile_day as stored
        (profile_id, day, visitor_id, sessions, events, page_views, clicks, product_views, cart_adds, searches, engaged_seconds)
      select e.profile_id, ${dayOf(sql`e.at`, zone)}, e.visitor_id, 0, ${count}, ${pageViews}, ${clicks},
        ${countOf(names.product_viewed)}, ${countOf(names.product_added)}, ${countOf(names.products_searched)}, ${engagedSeconds}
      from ${events} e group by 1, 2, 3
      on conflict (profile_id, day, visitor_id) do update set
        events = stored.events + excluded.events,
        page_views = stored.page_views + excluded.page_views,
        clicks = stored.clicks + excluded.clicks,
        product_views = stored.product_views + excluded.product_views,
        cart_adds = stored.cart_adds + excluded.cart_adds,
        searches = stored.searches + excluded.searches,
        engaged_seconds = stored.engaged_seconds + excluded.engaged_seconds
      returning profile_id
    )
    select array_agg(distinct profile_id) as ids from written`)
  return row?.ids ?? []
}

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
