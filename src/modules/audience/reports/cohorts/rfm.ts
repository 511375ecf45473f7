import sql from "sql-template-tag"
import type { RfmCell, RfmGrid } from "../../../../contract"
import { rfmOfBuyers } from "../../families"
import type { Queryable } from "../../lib/database"
import type { People } from "./people"

type Row = RfmCell & { group: string } & Record<string, unknown>

/**
 * Buyers by their scores for recency, frequency and money.
 *
 * The scores are those of the fields `purchase.recency_score` and so on, a place among all buyers whatever
 * the segment: a segment made of a cell then holds the people whom the cell counted.
 */
export async function rfmOf(db: Queryable, currency: string, people: People): Promise<RfmGrid> {
  const rows = await db.rows<Row>(sql`
    select r.recency, r.frequency, r.monetary, r.rfm_group as "group", count(*) as people, coalesce(sum(s.spent), 0)::float8 as revenue
    from ${rfmOfBuyers} r join audience.profile_state s on s.profile_id = r.profile_id
    where ${people.isMember(sql`r.profile_id`)} group by 1, 2, 3, 4 order by 1, 2, 3`)
  const groups = new Map<string, { group: string; people: number; revenue: number }>()
  for (const { group, people, revenue } of rows) {
    const before = groups.get(group) ?? { group, people: 0, revenue: 0 }
    groups.set(group, { group, people: before.people + people, revenue: before.revenue + revenue })
  }
  return {
    buyers: rows.reduce((sum, { people }) => sum + people, 0),
    revenue: rows.reduce((sum, { revenue }) => sum + revenue, 0),
    currency,
    cells: rows.map(({ group: _, ...cell }) => cell),
    groups: [...groups.values()].sort((a, b) => b.revenue - a.revenue || (a.group < b.group ? -1 : 1)),
  }
}
