import sql, { type Sql } from "sql-template-tag"
import type { Queryable } from "../lib/database"

/**
 * Derives `profile_state` anew for these profiles: what they are as of all sessions, orders and carts that have
 * committed. Profiles that were merged away, erased or never existed end up without a row.
 *
 * The rows are locked by statements of their own, first: the figures are then read by a later
 * snapshot, which sees what the former holder of the lock has committed. Computing first would
 * let a fold and an order of the same moment overwrite each other. In ascending order, so
 * that two transactions that share profiles wait instead of deadlocking.
 */
export async function refreshStates(db: Queryable, profileIds: number[]): Promise<void> {
  if (profileIds.length === 0) return
  const ids = sql`unnest(${profileIds}::int[]) as wanted (id)`
  await db.execute(sql`
    insert into audience.profile_state (profile_id)
    select p.id from ${ids} join audience.profile p using (id) where p.merged_into is null and p.erased_at is null
      and not exists (select from audience.profile_state s where s.profile_id = p.id)
    order by 1 on conflict do nothing`)
  await db.rows(sql`
    select count(*) from (
      select from audience.profile_state where profile_id = any(${profileIds}::int[]) order by profile_id for update
    ) locked`)
  await db.execute(sql`
    delete from audience.profile_state s using audience.profile p
    where s.profile_id = any(${profileIds}::int[]) and p.id = s.profile_id and (p.merged_into is not null or p.erased_at is not null)`)
  await db.execute(sql`
    update audience.profile_state as state set
      first_seen = visit.first_seen, last_seen = visit.last_seen,
      sessions = coalesce(visit.sessions, 0), events = coalesce(visit.events, 0), page_views = coalesce(visit.page_views, 0),
      clicks = coalesce(visit.clicks, 0), engaged_seconds = coalesce(visit.engaged_seconds, 0), context_id = visit.context_id,
      days_active = coalesce(presence.days, 0), weeks_active = coalesce(presence.weeks, 0),
      first_source_id = visit.first_source_id, last_source_id = visit.last_source_id,
      first_landing_page_id = visit.first_landing_page_id, last_landing_page_id = visit.last_landing_page_id,
      orders = coalesce(purchase.orders, 0), spent = coalesce(purchase.spent, 0),
      has_order_below_zero = coalesce(purchase.has_order_below_zero, false),
      first_order_at = purchase.first_order_at, last_order_at = purchase.last_order_at,
      largest_order = purchase.largest_order, items = coalesce(bought.items, 0),
      open_cart_id = cart.id, open_cart_total = cart.total
    from ${ids}
    -- "First" and "latest" go by the start of a session. The latest source is that of the
    -- latest session that was not direct: a return by a bookmark does not hide the campaign.
    left join (
      select s.profile_id, min(s.started_at) as first_seen, max(s.last_at) as last_seen,
        count(*) as sessions, sum(s.events) as events, sum(s.page_views) as page_views, sum(s.clicks) as clicks,
        sum(s.engaged_seconds) as engaged_seconds,
        (array_agg(s.source_id order by s.started_at, s.first_event))[1] as first_source_id,
        (array_agg(s.landing_page_id order by s.started_at, s.first_event))[1] as first_landing_page_id,
        (array_agg(s.context_id order by s.started_at, s.first_event) filter (where s.context_id is not null))[
          count(*) filter (where s.context_id is not null)] as context_id,
        (array_agg(s.source_id order by not s.is_direct, s.started_at, s.first_event))[count(*)] as last_source_id,
        (array_agg(s.landing_page_id order by not s.is_direct, s.started_at, s.first_event))[count(*)] as last_landing_page_id
      from (
        select s.*, not exists (select from audience.source o where o.id = s.source_id and o.channel <> 'direct') as is_direct
        from ${ids} join audience.session s on s.profile_id = wanted.id
      ) s group by s.profile_id
    ) visit on visit.profile_id = wanted.id
    left join (${presenceOf(sql`${ids} join audience.profile_day d on d.profile_id = wanted.id`)}) presence on presence.profile_id = wanted.id
    left join (
      select f.profile_id, count(*) as orders, min(f.placed_at) as first_order_at, max(f.placed_at) as last_order_at,
        sum(f.amount) as spent, max(f.amount) as largest_order, bool_or(f.amount < 0) as has_order_below_zero
      from (
        select f.profile_id, f.placed_at,
          f.total_reporting - coalesce((select sum(r.amount_reporting) from audience.refund r where r.order_id = f.id), 0) as amount
        from ${ids} join audience.order_fact f on f.profile_id = wanted.id where f.canceled_at is null
      ) f group by f.profile_id
    ) purchase on purchase.profile_id = wanted.id
    -- A line of a canceled order has no time.
    left join (
      select l.profile_id, sum(l.quantity - l.returned_quantity) as items
      from ${ids} join audience.order_line l on l.profile_id = wanted.id where l.placed_at is not null group by l.profile_id
    ) bought on bought.profile_id = wanted.id
    left join (
      select distinct on (c.profile_id) c.profile_id, c.id, c.total_reporting as total
      from ${ids} join audience.cart c on c.profile_id = wanted.id
      where c.completed_at is null and c.deleted_at is null and c.quantity > 0
      order by c.profile_id, c.touched_at desc, c.id desc
    ) cart on cart.profile_id = wanted.id
    where state.profile_id = wanted.id`)
}

/** Counts the days and weeks on which people were here, of everybody. For a change of the days themselves. */
export async function refreshPresence(db: Queryable): Promise<void> {
  await db.execute(sql`
    update audience.profile_state state set days_active = coalesce(presence.days, 0), weeks_active = coalesce(presence.weeks, 0)
    from audience.profile_state s left join (${presenceOf(sql`audience.profile_day d`)}) presence using (profile_id)
    where s.profile_id = state.profile_id
      and (s.days_active, s.weeks_active) <> (coalesce(presence.days, 0), coalesce(presence.weeks, 0))`)
}

/** On how many days, and in how many weeks from Monday to Sunday, people were here: of the rows `d` of profile_day. */
function presenceOf(days: Sql): Sql {
  // Weeks as numbers, counted from a Monday: as timestamps they take twice as long.
  return sql`
    select d.profile_id, count(distinct d.day)::int as days, count(distinct (d.day - date '1900-01-01') / 7)::int as weeks
    from ${days} group by d.profile_id`
}
