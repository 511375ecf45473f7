import sql, { raw, type Sql } from "sql-template-tag"
import type { rfmGroups } from "./texts"

export type RfmGroup = keyof typeof rfmGroups

/** The usual grid. Rows: recency 1 to 5. Columns: the mean of frequency and money, rounded up, 1 to 5. */
const GRID: readonly (readonly RfmGroup[])[] = [
  ["lost", "hibernating", "at_risk", "at_risk", "cannot_lose"],
  ["hibernating", "hibernating", "at_risk", "at_risk", "cannot_lose"],
  ["about_to_sleep", "about_to_sleep", "needs_attention", "loyal", "loyal"],
  ["promising", "potential_loyalist", "potential_loyalist", "loyal", "loyal"],
  ["new_customer", "potential_loyalist", "potential_loyalist", "champions", "champions"],
]

/** The same as an SQL expression over a buyer's scores. */
export function groupIn(recency: Sql, value: Sql): Sql {
  const groups = GRID.flat().map((group) => `'${group}'`)
  return sql`(array[${raw(groups.join(", "))}])[5 * (${recency} - 1) + ${value}]`
}

/** Recency, frequency and money of each buyer, 1 to 5. */
export interface RfmScores {
  recency: Uint8Array
  frequency: Uint8Array
  monetary: Uint8Array
}

/**
 * The scores of all buyers, given when each last ordered, how often they did and what they spent: those of `purchase.recency_score` and so on.
 *
 * PostgreSQL would sort them three times; half a million figures are in order here in the time of one such sort.
 */
export function rfmScoresOf(latest: ArrayLike<number>, orders: ArrayLike<number>, spent: ArrayLike<number>): RfmScores {
  return { recency: fifths(latest), frequency: fifths(orders), monetary: fifths(spent) }
}

/** The group of these scores: that of `purchase.rfm_group`. */
export function rfmGroupOf(recency: number, frequency: number, monetary: number): RfmGroup {
  const column = Math.ceil((frequency + monetary) / 2)
  const group = GRID[recency - 1]?.[column - 1]
  if (!group) throw new Error(`no RFM group for ${recency} and ${column}`)
  return group
}

/** The group of each buyer, given the same. */
export function rfmGroupsOf(latest: ArrayLike<number>, orders: ArrayLike<number>, spent: ArrayLike<number>): RfmGroup[] {
  const { recency, frequency, monetary } = rfmScoresOf(latest, orders, spent)
  return Array.from(recency, (score, buyer) => rfmGroupOf(score, frequency[buyer] ?? 1, monetary[buyer] ?? 1))
}

/**
 * In which fifth of all each figure stands, from 1 on. Equal figures share the lowest of theirs, as PostgreSQL's `rank()` has it.
 *
 * A figure is beyond a fifth when so many others are smaller that the last of them, in order, is smaller.
 */
function fifths(figures: ArrayLike<number>): Uint8Array {
  const sorted = Float64Array.from(figures).sort()
  const lastOf = (fifth: number): number => sorted[Math.ceil((fifth * sorted.length) / 5) - 1] ?? 0
  const [first, second, third, fourth] = [lastOf(1), lastOf(2), lastOf(3), lastOf(4)] as const
  const scores = new Uint8Array(sorted.length)
  for (let place = 0; place < scores.length; place++) {
    const figure = figures[place]!
    scores[place] = 1 + Number(figure > first) + Number(figure > second) + Number(figure > third) + Number(figure > fourth)
  }
  return scores
}
