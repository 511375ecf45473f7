import sql, { raw, type Sql } from "sql-template-tag"
import { rfmOfBuyers, type CompileContext } from "../../families"
import type { Column, ColumnType, Join, OwnJoin } from "./column"
import { byBuyer, byBuyerOrZero, byStateIfAny, type Key, type Walk } from "./walk"

const column = (name: string, type: ColumnType, value: Sql, ...joins: Join[]): Column => ({
  field: `purchase.${name}`,
  type,
  value,
  joins,
})

/** A column of the states, with the order in which its index has it. */
const ofState = (name: string, type: Exclude<ColumnType, "text[]">, value: Sql, walk: (key: Key) => Walk): Column => ({
  ...column(name, type, value, "state"),
  walk: () => walk({ value, type }),
})

const ofBuyers = (name: "orders" | "spent", type: "int" | "numeric"): Column => ({
  ...column(name, type, sql`coalesce(s.${raw(name)}, 0)`, "state"),
  walk: () => byBuyerOrZero({ value: sql`s.${raw(name)}`, type }),
})

const byBuyerAgain = (key: Key): Walk => byBuyer(key, sql`s.orders >= 2`)

const DAYS_BETWEEN_ORDERS = sql`case when s.orders >= 2 then (extract(epoch from s.last_order_at - s.first_order_at) / 86400 / (s.orders - 1))::float8 end`

const MS_A_MINUTE = 60_000

/** The category with the most spent on it, what was returned taken off; equal amounts: the one whose id comes first. */
const TOP_CATEGORY = sql`(select t.category_id from (
    select g.category_id, sum(l.total_reporting * (l.quantity - l.returned_quantity) / nullif(l.quantity, 0)) as amount
    from audience.order_fact o
    join audience.order_line l on l.order_id = o.id
    join audience.product d on d.id = l.product_id
    cross join lateral unnest(d.category_ids) g (category_id)
    where o.profile_id = p.id and o.canceled_at is null group by 1) t
  where t.amount > 0 order by t.amount desc, t.category_id collate "C" limit 1)`

const LARGEST_ORDER = sql`(select max(o.total_reporting - coalesce((select sum(r.amount_reporting) from audience.refund r where r.order_id = o.id), 0))
  from audience.order_fact o where o.profile_id = p.id and o.canceled_at is null)`

/** Purchase fields over the profile's lifetime; money in the reporting currency. */
export function purchaseColumns(context: CompileContext): Column[] {
  const abandonedBefore = new Date(context.now.getTime() - context.cartAbandonedAfterMinutes * MS_A_MINUTE)
  const rfm: OwnJoin = { alias: "rfm", join: sql`left join ${rfmOfBuyers(context)} rfm on rfm.profile_id = p.id` }
  return [
    ofBuyers("orders", "int"),
    ofBuyers("spent", "numeric"),
    column(
      "items",
      "numeric",
      sql`coalesce((select sum(l.quantity - l.returned_quantity) from audience.order_line l join audience.order_fact o on o.id = l.order_id where l.profile_id = p.id and o.canceled_at is null), 0)`
    ),
    ofState("average_order_value", "numeric", sql`round(s.spent / nullif(s.orders, 0), 2)`, byBuyer),
    column("largest_order", "numeric", LARGEST_ORDER),
    ofState("first_order_at", "timestamptz", sql`s.first_order_at`, byBuyer),
    ofState("last_order_at", "timestamptz", sql`s.last_order_at`, byBuyer),
    ofState("days_between_orders", "float8", DAYS_BETWEEN_ORDERS, byBuyerAgain),
    column("refunds", "int", sql`(select count(*)::int from audience.refund r where r.profile_id = p.id)`),
    column(
      "refunded_amount",
      "numeric",
      sql`coalesce((select sum(r.amount_reporting) from audience.refund r where r.profile_id = p.id), 0)`
    ),
    column(
      "abandoned_carts",
      "int",
      sql`(select count(*)::int from audience.cart k where k.profile_id = p.id and k.completed_at is null and k.deleted_at is null and k.quantity > 0 and k.touched_at <= ${abandonedBefore}::timestamptz)`
    ),
    ofState("open_cart_total", "numeric", sql`s.open_cart_total`, byStateIfAny),
    column("top_category", "text", TOP_CATEGORY),
    column("recency_score", "int", sql`rfm.recency`, rfm),
    column("frequency_score", "int", sql`rfm.frequency`, rfm),
    column("monetary_score", "int", sql`rfm.monetary`, rfm),
    column("rfm_group", "text", sql`rfm.rfm_group`, rfm),
  ]
}
