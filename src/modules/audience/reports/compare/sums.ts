import sql, { type Sql } from "sql-template-tag"
import type { ProfileSet } from "../../lib/bitmap"
import { sumOf } from "../../lib/exact-sum"
import { readProfileSet } from "../../lib/read-ids"
import { VISIBLE } from "../population"
import { disposeAll } from "./named-segments"
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

/** What statements add up, by who is in which segments. */
const SUMMED = ["sessions", "page_views", "engaged", "orders", "revenue"] as const
type Sums = Pick<CompareSums, (typeof SUMMED)[number]>

/** What is a number of people. */
type Counts = Pick<CompareSums, "active" | "identified" | "visitors" | "buyers">

/** The sums of each segment, and those of everybody. Each table is read once, whatever the number of segments; people are counted from sets. */
export async function compareSums(scope: CompareScope, activeSince: Date): Promise<{ segments: CompareSums[]; all: CompareSums }> {
  const { db, sets, total } = scope
  const rows = [...(await db.rows<ByMask>(activity(scope))), ...(await db.rows<ByMask>(purchases(scope)))]
  const people = new Map<string, ProfileSet>()
  try {
    for (const [key, statement] of Object.entries(whoDid(scope, activeSince))) people.set(key, await readProfileSet(db, statement))
    const counted = (countOf: (set: ProfileSet) => number): Counts =>
      Object.fromEntries([...people].map(([key, set]) => [key, countOf(set)])) as unknown as Counts
    return {
      segments: sets.map((set, bit) => ({
        ...addUp(rows.filter(({ mask }) => mask & (1 << bit))),
        ...{ people: set.size, ...counted((of) => set.andCardinality(of)) },
      })),
      all: { ...addUp(rows), people: total, ...counted((of) => of.size) },
    }
  } finally {
    disposeAll([...people.values()])
  }
}

/** Selects the people whom each count is of. */
function whoDid(scope: CompareScope, activeSince: Date): Record<keyof Counts, Sql> {
  const { fromDay, toDay, inRange, isProfile } = scope
  return {
    active: sql`select s.profile_id from audience.profile_state s where s.last_seen >= ${activeSince}::timestamptz and ${isProfile(sql`s.profile_id`)}`,
    identified: sql`select id as profile_id from audience.profile where customer_id is not null and ${VISIBLE}`,
    visitors: sql`select d.profile_id from audience.profile_day d where d.day between ${fromDay}::date and ${toDay}::date and ${isProfile(sql`d.profile_id`)}`,
    buyers: sql`select o.profile_id from audience.order_fact o
      where ${inRange(sql`o.placed_at`)} and o.canceled_at is null and ${isProfile(sql`o.profile_id`)}`,
  }
}

/** Sums of the people with one mask; what a statement does not sum up is absent. */
type ByMask = Partial<Sums> & { mask: number }

function addUp(rows: readonly ByMask[]): Sums {
  const sum = (key: keyof Sums): number => sumOf(rows.map((row) => row[key] ?? 0))
  return Object.fromEntries(SUMMED.map((key) => [key, sum(key)])) as Sums
}

function activity({ fromDay, toDay, mask, isProfile }: CompareScope): Sql {
  return sql`select ${mask(sql`d.profile_id`)} as mask, sum(d.sessions)::float8 as sessions, sum(d.page_views)::float8 as page_views,
      sum(d.engaged_seconds)::float8 as engaged
    from audience.profile_day d where d.day between ${fromDay}::date and ${toDay}::date and ${isProfile(sql`d.profile_id`)} group by 1`
}

function purchases({ mask, isProfile, inRange }: CompareScope): Sql {
  return sql`select ${mask(sql`o.profile_id`)} as mask, count(*)::float8 as orders, sum(o.total_reporting - coalesce(r.amount, 0))::float8 as revenue
    from audience.order_fact o
    left join lateral (select sum(f.amount_reporting) as amount from audience.refund f where f.order_id = o.id) r on true
    where ${inRange(sql`o.placed_at`)} and o.canceled_at is null and ${isProfile(sql`o.profile_id`)} group by 1`
}
