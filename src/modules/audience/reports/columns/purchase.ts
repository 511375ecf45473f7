import sql, { raw, type Sql } from "sql-template-tag"
import { rfmOfBuyers, type CompileContext } from "../../families"
import type { Column, ColumnType, Join, Key, OwnJoin, Walk } from "./column"
import { byBuyer, byBuyerOrZero, byStateIfAny, byTotals } from "./walk"

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

const ofBuyers = (name: "orders" | "spent" | "items", type: "int" | "numeric"): Column => ({
  ...column(name, type, sql`coalesce(s.${raw(name)}, 0)`, "state"),
  walk: () => byBuyerOrZero({ value: sql`s.${raw(name)}`, type }),
})

const byBuyerAgain = (key: Key): Walk => byBuyer(key, sql`s.orders >= 2`)

const DAYS_BETWEEN_ORDERS = sql`case when s.orders >= 2 then (extract(epoch from s.last_order_at - s.first_order_at) / 86400 / (s.orders - 1))::float8 end`

const MS_A_MINUTE = 60_000

/** Of each whose `lines` these are, the category with the most spent on it, what was returned taken off; equal amounts: the one whose id comes first. */
const topCategories = (lines: Sql): Sql => sql`select distinct on (t.profile_id) t.profile_id, t.category_id from (
    select l.profile_id, g.category_id, sum(l.total_reporting * (l.quantity - l.returned_quantity) / nullif(l.quantity, 0)) as amount
    from audience.order_line l
    join audience.product d on d.id = l.product_id
    cross join lateral unnest(d.category_ids) g (category_id)
    where l.placed_at is not null and ${lines} group by 1, 2) t
  where t.amount > 0 order by t.profile_id, t.amount desc, t.category_id collate "C"`

const topCategory: Column = {
  ...column("top_category", "text", sql`(select c.category_id from (${topCategories(sql`l.profile_id = p.id`)}) c)`),
  walk: () => byTotals(sql`select c.profile_id, lower(c.category_id) as value from (${topCategories(sql`true`)}) c`, "text", "none"),
}

/** A figure over a profile's rows of a table. */
interface Totals {
  id: Sql
  value: Sql
  from: Sql
  where: Sql
  /** What it is for who has no such rows. */
  without: "zero" | "none"
}

/** A column of such a figure; a list in its order adds up everybody's rows at once. */
function ofRows(name: string, type: Exclude<ColumnType, "text[]">, { id, value, from, where, without }: Totals): Column {
  const own = sql`(select ${value} from ${from} where ${where} and ${id} = p.id)`
  return {
    ...column(name, type, without === "zero" ? sql`coalesce(${own}, 0)` : own),
    walk: () => byTotals(sql`select ${id} as profile_id, ${value} as value from ${from} where ${where} group by 1`, type, without),
  }
}

const RFM: OwnJoin = { alias: "rfm", join: sql`left join ${rfmOfBuyers} rfm on rfm.profile_id = p.id` }

/** A list in the order of scores looks at buyers alone: everybody else has none. `offset 0` has each score computed once, not in each clause. */
const ofScores = (name: string, type: "int" | "text", score: string): Column => ({
  ...column(name, type, sql`rfm.${raw(score)}`, RFM),
  walk: () => byTotals(sql`select b.profile_id, b.${raw(score)} as value from ${rfmOfBuyers} b offset 0`, type, "none"),
})

const REFUNDS: Omit<Totals, "value"> = { id: sql`r.profile_id`, from: sql`audience.refund r`, where: sql`true`, without: "zero" }

/** Purchase fields over the profile's lifetime; money in the reporting currency. */
export function purchaseColumns(context: CompileContext): Column[] {
  const abandonedBefore = new Date(context.now.getTime() - context.cartAbandonedAfterMinutes * MS_A_MINUTE)
  return [
    ofBuyers("orders", "int"),
    ofBuyers("spent", "numeric"),
    ofBuyers("items", "numeric"),
    ofState("average_order_value", "numeric", sql`round(s.spent / nullif(s.orders, 0), 2)`, byBuyer),
    ofState("largest_order", "numeric", sql`s.largest_order`, byBuyer),
    ofState("first_order_at", "timestamptz", sql`s.first_order_at`, byBuyer),
    ofState("last_order_at", "timestamptz", sql`s.last_order_at`, byBuyer),
    ofState("days_between_orders", "float8", DAYS_BETWEEN_ORDERS, byBuyerAgain),
    ofRows("refunds", "int", { ...REFUNDS, value: sql`count(*)::int` }),
    ofRows("refunded_amount", "numeric", { ...REFUNDS, value: sql`sum(r.amount_reporting)` }),
    ofRows("abandoned_carts", "int", {
      id: sql`k.profile_id`,
      value: sql`count(*)::int`,
      from: sql`audience.cart k`,
      where: sql`k.completed_at is null and k.deleted_at is null and k.quantity > 0 and k.touched_at <= ${abandonedBefore}::timestamptz`,
      without: "zero",
    }),
    ofState("open_cart_total", "numeric", sql`s.open_cart_total`, byStateIfAny),
    topCategory,
    ofScores("recency_score", "int", "recency"),
    ofScores("frequency_score", "int", "frequency"),
    ofScores("monetary_score", "int", "monetary"),
    ofScores("rfm_group", "text", "rfm_group"),
  ]
}
