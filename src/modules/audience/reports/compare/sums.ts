import sql, { type Sql } from "sql-template-tag"
import type { ProfileSet } from "../../lib/bitmap"
import { readProfileSet } from "../../lib/read-ids"
import { VISIBLE } from "../population"
import type { CompareScope } from "./scope"

/** What is added up over the people of a segment, or over everybody; money in the reporting currency. */
export interface CompareSums {
  people: number
  active: number
  identified: number
  /** People who did anything in the comparison's days, and what they did in them. */
  visitors: number
  sessions: number
  page_views: number
  engaged: number
  /** Orders placed in these days and not canceled, with everything that was ever refunded on them taken off. */
  buyers: number
  orders: number
  revenue: number
}

const NOTHING: CompareSums = {
  people: 0, active: 0, identified: 0, visitors: 0, sessions: 0, page_views: 0, engaged: 0, buyers: 0, orders: 0, revenue: 0,
} // prettier-ignore

/** The sums of each segment, and those of everybody. Each table is read once, whatever the number of segments. */
export async function compareSums(scope: CompareScope, activeSince: Date): Promise<{ segments: CompareSums[]; all: CompareSums }> {
  const rows = [...(await scope.db.rows<ByMask>(activity(scope))), ...(await scope.db.rows<ByMask>(purchases(scope)))]
  const active = await readProfileSet(
    scope.db,
    sql`select s.profile_id from audience.profile_state s where s.last_seen >= ${activeSince}::timestamptz and ${scope.isProfile(sql`s.profile_id`)}`
  )
  const identified = await readProfileSet(
    scope.db,
    sql`select id as profile_id from audience.profile where customer_id is not null and ${VISIBLE}`
  )
  const counted = (set: ProfileSet | null): Partial<CompareSums> => ({
    people: set ? set.size : scope.total,
    active: set ? set.andCardinality(active) : active.size,
    identified: set ? set.andCardinality(identified) : identified.size,
  })
  const sums = {
    segments: scope.sets.map((set, bit) => ({ ...addUp(rows.filter(({ mask }) => mask & (1 << bit))), ...counted(set) })),
    all: { ...addUp(rows), ...counted(null) },
  }
  active.dispose()
  identified.dispose()
  return sums
}

/** Sums of the people with one mask; what a statement does not sum up is absent. */
type ByMask = Partial<CompareSums> & { mask: number }

function addUp(rows: readonly ByMask[]): CompareSums {
  const sums = { ...NOTHING }
  for (const row of rows) for (const key of Object.keys(NOTHING) as (keyof CompareSums)[]) sums[key] += row[key] ?? 0
  return sums
}

function activity({ fromDay, toDay, mask, isProfile }: CompareScope): Sql {
  return sql`select ${mask(sql`p.profile_id`)} as mask, count(*) as visitors, sum(p.sessions)::float8 as sessions, sum(p.page_views)::float8 as page_views,
      sum(p.engaged)::float8 as engaged
    from (select d.profile_id, sum(d.sessions) as sessions, sum(d.page_views) as page_views, sum(d.engaged_seconds) as engaged
      from audience.profile_day d where d.day between ${fromDay}::date and ${toDay}::date and ${isProfile(sql`d.profile_id`)} group by 1) p
    group by 1`
}

function purchases({ mask, isProfile, inRange }: CompareScope): Sql {
  return sql`select ${mask(sql`b.profile_id`)} as mask, count(*) as buyers, sum(b.orders)::float8 as orders, sum(b.revenue)::float8 as revenue
    from (select o.profile_id, count(*) as orders, sum(o.total_reporting - coalesce(r.amount, 0)) as revenue
      from audience.order_fact o
      left join lateral (select sum(f.amount_reporting) as amount from audience.refund f where f.order_id = o.id) r on true
      where ${inRange(sql`o.placed_at`)} and o.canceled_at is null and ${isProfile(sql`o.profile_id`)} group by 1) b
    group by 1`
}
