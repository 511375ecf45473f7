import sql, { type Sql } from "sql-template-tag"
import type { Column, ColumnType, JoinName } from "./column"

const column = (name: string, label: string, type: ColumnType, value: Sql, ...joins: JoinName[]): Column => ({
  field: `purchase.${name}`,
  label,
  type,
  value,
  joins,
})

const SECONDS_A_DAY = 86_400

/**
 * Purchase fields over the profile's lifetime; money in the reporting currency.
 *
 * @param abandonedBefore carts that were last touched before this instant and are still open count as abandoned
 */
export function purchaseColumns(abandonedBefore: Date): Column[] {
  return [
    column("orders", "Orders", "int", sql`coalesce(s.orders, 0)`, "state"),
    column("spent", "Spent", "numeric", sql`coalesce(s.spent, 0)`, "state"),
    column(
      "items",
      "Items bought",
      "numeric",
      sql`coalesce((select sum(l.quantity - l.returned_quantity) from audience.order_line l join audience.order_fact o on o.id = l.order_id where l.profile_id = p.id and o.canceled_at is null), 0)`
    ),
    column("average_order_value", "Average order value", "numeric", sql`round(s.spent / nullif(s.orders, 0), 2)`, "state"),
    column(
      "largest_order",
      "Largest order",
      "numeric",
      sql`(select max(o.total_reporting) from audience.order_fact o where o.profile_id = p.id and o.canceled_at is null)`
    ),
    column("first_order_at", "First order", "timestamptz", sql`s.first_order_at`, "state"),
    column("last_order_at", "Last order", "timestamptz", sql`s.last_order_at`, "state"),
    column(
      "days_between_orders",
      "Days between orders",
      "float8",
      sql`case when s.orders >= 2 then (extract(epoch from s.last_order_at - s.first_order_at) / ${SECONDS_A_DAY} / (s.orders - 1))::float8 end`,
      "state"
    ),
    column("refunds", "Refunds", "int", sql`(select count(*)::int from audience.refund r where r.profile_id = p.id)`),
    column(
      "refunded_amount",
      "Refunded",
      "numeric",
      sql`coalesce((select sum(r.amount_reporting) from audience.refund r where r.profile_id = p.id), 0)`
    ),
    column(
      "abandoned_carts",
      "Abandoned carts",
      "int",
      sql`(select count(*)::int from audience.cart k where k.profile_id = p.id and k.completed_at is null and k.deleted_at is null and k.quantity > 0 and k.touched_at <= ${abandonedBefore}::timestamptz)`
    ),
    column("open_cart_total", "Open cart", "numeric", sql`s.open_cart_total`, "state"),
  ]
}
