import sql, { type Sql } from "sql-template-tag"
import type { Columns } from "../../lib/packed-columns"
import { readColumns } from "../../lib/read-columns"
import { inRange, type Days, type ReportScope } from "./scope"

/** A line's total without what was returned of it. */
const KEPT_TOTAL = sql`case when l.quantity > 0 then l.total_reporting * (l.quantity - l.returned_quantity) / l.quantity else 0 end`

const AMOUNTS = { profiles: "int4", amounts: "float8" } as const
const LINES = { profiles: "int4", products: "text", amounts: "float8", items: "float8" } as const

export type Amounts = Columns<typeof AMOUNTS>
export type Lines = Columns<typeof LINES>

/** What was bought and given back in some days. Amounts are in the reporting currency. */
export interface Orders {
  /** Orders placed, with their totals. */
  placed: Amounts
  /** What was ever refunded on those orders. */
  refundsOfPlaced: Amounts
  lines: Lines
  /** Refunds made in these days, on whichever order. */
  refunds: Amounts
}

export async function readOrders({ db }: ReportScope, days: Days): Promise<Orders> {
  const placed = sql`${inRange(days, sql`o.placed_at`)} and o.canceled_at is null`
  const amounts = (statement: Sql): Promise<Amounts> => readColumns(db, statement, AMOUNTS)
  return {
    placed: await amounts(sql`select o.profile_id, o.total_reporting::float8 from audience.order_fact o where ${placed}`),
    refundsOfPlaced: await amounts(sql`select o.profile_id, r.amount_reporting::float8
      from audience.refund r join audience.order_fact o on o.id = r.order_id where ${placed}`),
    lines: await readColumns(
      db,
      sql`select o.profile_id, l.product_id, (${KEPT_TOTAL})::float8, (l.quantity - l.returned_quantity)::float8
        from audience.order_fact o join audience.order_line l on l.order_id = o.id where ${placed}`,
      LINES
    ),
    refunds: await amounts(
      sql`select r.profile_id, r.amount_reporting::float8 from audience.refund r where ${inRange(days, sql`r.refunded_at`)}`
    ),
  }
}
