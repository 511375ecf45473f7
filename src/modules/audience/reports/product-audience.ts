import sql from "sql-template-tag"
import type { ProductAudience, ProductReach } from "../../../contract"
import type { ProfileSet } from "../lib/bitmap"
import { addDays, dayStart } from "../lib/clock"
import type { Queryable } from "../lib/database"
import { readProfileSet } from "../lib/read-ids"
import { readEverybody } from "./population"
import { reportRow, type Sizes } from "./report-row"

/**
 * Events have no index by product, and one would slow every event that arrives: the days looked
 * at bound what a product's page has to read through. Orders have one and are far fewer.
 */
const VIEWED_DAYS = 30
const BOUGHT_DAYS = 365
/** With fewer people an index is chance. */
const LEAST_PEOPLE = 5

export interface NamedMembers {
  id: string
  name: string
  /** Owned by the caller; hidden profiles are taken out. */
  members: ProfileSet
}

/** Which segments view and buy a product more than others, against everybody. */
export async function productAudienceOf(
  db: Queryable,
  productId: string,
  segments: readonly NamedMembers[],
  { today, zone }: { today: string; zone: string }
): Promise<ProductAudience> {
  const { total, hidden } = await readEverybody(db)
  const since = (days: number): Date => dayStart(addDays(today, 1 - days), zone)
  const viewers = await readProfileSet(db, sql`
    select e.profile_id from audience.event e where e.name_id = (select n.id from audience.event_name n where n.name = 'product_viewed')
      and e.at >= ${since(VIEWED_DAYS)}::timestamptz and e.product_id = ${productId}`) // prettier-ignore
  const buyers = await readProfileSet(db, sql`
    select o.profile_id from audience.order_line l join audience.order_fact o on o.id = l.order_id
    where l.product_id = ${productId} and o.canceled_at is null and o.placed_at >= ${since(BOUGHT_DAYS)}::timestamptz`) // prettier-ignore
  for (const set of [viewers, buyers, ...segments.map(({ members }) => members)]) set.andNotInPlace(hidden)

  const rows = segments
    .filter(({ members }) => !members.isEmpty)
    .map(({ id, name, members }) => {
      const sizes = { members: members.size, total }
      return { id, name, members: members.size, viewed: reach(members, viewers, sizes), bought: reach(members, buyers, sizes) }
    })
  const answer = {
    ...{ product_id: productId, viewed_days: VIEWED_DAYS, bought_days: BOUGHT_DAYS, total },
    viewers: viewers.size,
    buyers: buyers.size,
    segments: rows.sort((a, b) => standsOut(b) - standsOut(a) || b.members - a.members || (a.id < b.id ? -1 : 1)),
  }
  viewers.dispose()
  buyers.dispose()
  return answer
}

function reach(members: ProfileSet, people: ProfileSet, sizes: Sizes): ProductReach {
  const { members: count, share, share_all, index, p_value } = reportRow({ key: "", members: members.andCardinality(people), profiles: people.size }, sizes) // prettier-ignore
  return { people: count, share, share_all, index, p_value }
}

/** The larger of the two indexes; one of a handful of people does not count. */
function standsOut({ viewed, bought }: { viewed: ProductReach; bought: ProductReach }): number {
  const index = ({ people, index }: ProductReach): number => (people >= LEAST_PEOPLE ? (index ?? 0) : 0)
  return Math.max(index(viewed), index(bought))
}
