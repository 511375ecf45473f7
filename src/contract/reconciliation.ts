/** One comparison of our copies with Medusa's records, and what it repaired. */
export interface ReconciliationRun {
  started_at: string
  finished_at: string
  /** How long it took. */
  seconds: number
  /** Only orders and carts that were created since then were compared; null for everything. */
  since: string | null
  /** What was copied again, by kind; empty where all was right. */
  repaired: Repaired[]
  /** Why it ended early; null where it did not. What it had repaired by then stays so. */
  error: string | null
}

/** The latest comparison, with the days on which orders or carts differed. */
export interface Reconciliation extends ReconciliationRun {
  orders: Compared
  carts: Compared
}

/** What `GET reconciliation` answers. */
export interface Reconciliations {
  /** Null before the first. */
  reconciliation: Reconciliation | null
  /** Those before it, newest first. */
  earlier: ReconciliationRun[]
}

export interface Repaired {
  /** `name`: of a category, collection, tag, type, sales channel, region or customer group. */
  kind: "order" | "cart" | "customer" | "product" | "name"
  count: number
  /** Ids of the first of them, at most five. */
  examples: string[]
}

export interface Compared {
  compared: number
  differing_days: DifferingDay[]
}

/** One calendar day (UTC) on which our copies differed from Medusa. */
export interface DifferingDay {
  day: string
  medusa: DayFigures
  ours: DayFigures
  copied_again: number
}

/** How many records a day has, and what they sum up to: money of orders, items in carts. */
export interface DayFigures {
  count: number
  sum: number
}
