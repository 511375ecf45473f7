import sql from "sql-template-tag"
import type { RfmCell, RfmGrid } from "../../../../contract"
import { rfmGroupOf, rfmScoresOf } from "../../families"
import { readHidden } from "../../identity"
import type { ProfileSet } from "../../lib/bitmap"
import type { Transaction } from "../../lib/database"
import { readColumns } from "../../lib/read-columns"
import { inSet } from "../population"

const KINDS = { profiles: "int4", latest: "time", orders: "int4", spent: "float8" } as const
/** Money is added up in floats, whose last digits are noise. */
const DECIMALS = 4

/**
 * Buyers by their scores for recency, frequency and money; of everybody for null.
 *
 * The scores are those of the fields `purchase.recency_score` and so on, a place among all buyers whatever
 * the segment: a segment made of a cell then holds the people whom the cell counted.
 */
export async function rfmOf(db: Transaction, currency: string, members: ProfileSet | null): Promise<RfmGrid> {
  const cells = await cellsOf(db, members)
  const groups = new Map<string, RfmGrid["groups"][number]>()
  for (const { recency, frequency, monetary, people, revenue } of cells) {
    const group = rfmGroupOf(recency, frequency, monetary)
    const before = groups.get(group) ?? { group, people: 0, revenue: 0 }
    groups.set(group, { group, people: before.people + people, revenue: exact(before.revenue + revenue) })
  }
  return {
    buyers: cells.reduce((sum, { people }) => sum + people, 0),
    revenue: exact(cells.reduce((sum, { revenue }) => sum + revenue, 0)),
    currency,
    cells,
    groups: [...groups.values()].sort((a, b) => b.revenue - a.revenue || (a.group < b.group ? -1 : 1)),
  }
}

/** The cells that anybody is in, by recency, frequency and money in this order. */
async function cellsOf(db: Transaction, members: ProfileSet | null): Promise<RfmCell[]> {
  const hidden = await readHidden(db)
  const { profiles, latest, orders, spent } = await readColumns(
    db,
    sql`select s.profile_id, s.last_order_at, s.orders, s.spent::float8
      from audience.profile_state s where s.orders > 0 and not (${inSet(hidden, sql`s.profile_id`)})`,
    KINDS
  )
  hidden.dispose()
  const { recency, frequency, monetary } = rfmScoresOf(latest, orders, spent)
  const cells = new Map<number, RfmCell>()
  for (let buyer = 0; buyer < profiles.length; buyer++) {
    if (members && !members.has(profiles[buyer]!)) continue
    const place = recency[buyer]! * 100 + frequency[buyer]! * 10 + monetary[buyer]!
    let cell = cells.get(place)
    if (!cell) {
      cell = { recency: recency[buyer]!, frequency: frequency[buyer]!, monetary: monetary[buyer]!, people: 0, revenue: 0 }
      cells.set(place, cell)
    }
    cell.people++
    cell.revenue += spent[buyer]!
  }
  return [...cells].sort(([a], [b]) => a - b).map(([, cell]) => ({ ...cell, revenue: exact(cell.revenue) }))
}

const exact = (amount: number): number => Number(amount.toFixed(DECIMALS))
