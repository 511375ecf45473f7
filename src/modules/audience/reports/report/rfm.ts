import sql from "sql-template-tag"
import type { ReportSection } from "../../../../contract"
import { rfmGroups, rfmGroupsOf } from "../../families"
import { readColumns } from "../../lib/read-columns"
import { distribution } from "./distribution"
import type { ReportScope } from "./scope"

const KINDS = { profiles: "int4", latest: "time", orders: "int4", spent: "float8" } as const
const GROUPS = Object.entries(rfmGroups).map(([key, { en }]) => ({ key, label: en }))

/**
 * How recently, often and much people buy, as the field `purchase.rfm_group` says it: best first,
 * and at the end those who never bought. A group is a place among all buyers, whatever the segment.
 *
 * Ranked here, from the states: PostgreSQL would add up every order and sort the buyers three times.
 */
export async function rfmSection({ db, population, people, sizes }: ReportScope): Promise<ReportSection> {
  const { profiles, latest, orders, spent } = await readColumns(
    db,
    sql`select s.profile_id, s.last_order_at, s.orders, s.spent::float8
      from audience.profile_state s where s.orders > 0 and ${population.isProfile(sql`s.profile_id`)}`,
    KINDS
  )
  const numbers = new Map(GROUPS.map(({ key }, index) => [key, index + 1]))
  const keys = Int32Array.from(rfmGroupsOf(latest, orders, spent), (group) => numbers.get(group) ?? 0)
  const counts = people.tallyOnce({ profiles, keys })
  const rows = GROUPS.map(({ key, label }, index) => {
    const { members, profiles: all } = counts.of(index + 1)
    return { key, label, members, profiles: all }
  }).filter((row) => row.profiles > 0)
  return distribution("purchase.rfm_group", "RFM group", rows, sizes, { keepOrder: true })
}
