import sql, { type Sql } from "sql-template-tag"
import type { ReportMeasure, ReportPart } from "../../../../contract"
import { reportSection } from "../report-row"
import { countKeys, inRange, type KeyCount, type ReportScope } from "./scope"

/**
 * What members bought in the report's days, against everybody; money in the reporting currency.
 *
 * An order counts on the day it was placed, unless it is canceled. Revenue is the orders'
 * totals less everything that was ever refunded on them, as `purchase.spent` counts it;
 * refunds are those made in these days, on whichever order.
 */
export async function purchasePart(scope: ReportScope): Promise<ReportPart> {
  const { sizes } = scope
  return {
    measures: await purchaseMeasures(scope),
    sections: [
      reportSection({ id: "products", title: "Products", unit: "money", rows: await countKeys(scope, products(scope)), sizes }),
      reportSection({ id: "categories", title: "Categories", unit: "money", rows: await countKeys(scope, categories(scope)), sizes }),
    ],
  }
}

/** Orders of the report's days by all profiles. `o` is the order. */
function ordersInRange(scope: ReportScope): Sql {
  return sql`${inRange(scope, sql`o.placed_at`)} and o.canceled_at is null and ${scope.population.isProfile(sql`o.profile_id`)}`
}

interface Sums {
  orders: number
  revenue: number
  buyers: number
  items: number
  refunds: number
  refunded: number
}

type SumsByMembership = (Partial<Sums> & { is_member: boolean }) & Record<string, unknown>

const NOTHING: Sums = { orders: 0, revenue: 0, buyers: 0, items: 0, refunds: 0, refunded: 0 }

async function purchaseMeasures(scope: ReportScope): Promise<ReportMeasure[]> {
  const { population, sizes } = scope
  const orders = await scope.db.rows<SumsByMembership>(sql`
    select ${population.isMember(sql`o.profile_id`)} as is_member, count(*) as orders, count(distinct o.profile_id) as buyers,
      sum(o.total_reporting - coalesce(r.amount, 0)) as revenue, coalesce(sum(l.items), 0) as items
    from audience.order_fact o
    left join lateral (select sum(f.amount_reporting) as amount from audience.refund f where f.order_id = o.id) r on true
    left join lateral (select sum(i.quantity - i.returned_quantity) as items from audience.order_line i where i.order_id = o.id) l on true
    where ${ordersInRange(scope)} group by 1`)
  const refunds = await scope.db.rows<SumsByMembership>(sql`
    select ${population.isMember(sql`r.profile_id`)} as is_member, count(*) as refunds, sum(r.amount_reporting) as refunded
    from audience.refund r where ${inRange(scope, sql`r.refunded_at`)} and ${population.isProfile(sql`r.profile_id`)} group by 1`)
  const sums = (ofMembers: boolean): Sums => ({
    ...NOTHING,
    ...orders.find((row) => row.is_member === ofMembers),
    ...refunds.find((row) => row.is_member === ofMembers),
  })
  const members = sums(true)
  const others = sums(false)
  const all = Object.fromEntries(
    Object.keys(NOTHING).map((key) => [key, members[key as keyof Sums] + others[key as keyof Sums]])
  ) as unknown as Sums
  const measure = (key: string, label: string, unit: ReportMeasure["unit"], of: (sums: Sums, people: number) => number | null): ReportMeasure => ({
    key, label, unit, value: of(members, sizes.members), value_all: of(all, sizes.total),
  }) // prettier-ignore
  return [
    measure("orders", "Orders", "count", (of) => of.orders),
    measure("revenue", "Revenue", "money", (of) => of.revenue),
    measure("average_order_value", "Average order value", "money", (of) => (of.orders > 0 ? of.revenue / of.orders : null)),
    measure("buyers", "Buyers", "count", (of) => of.buyers),
    measure("buyers_share", "Part of people who bought", "share", (of, people) => (people > 0 ? of.buyers / people : null)),
    measure("orders_per_buyer", "Orders per buyer", "count", (of) => (of.buyers > 0 ? of.orders / of.buyers : null)),
    measure("items", "Items bought", "count", (of) => of.items),
    measure("refunds", "Refunds", "count", (of) => of.refunds),
    measure("refunded_amount", "Refunded", "money", (of) => of.refunded),
  ]
}

/** A line's total without what was returned of it. */
const KEPT_TOTAL = sql`case when l.quantity > 0 then l.total_reporting * (l.quantity - l.returned_quantity) / l.quantity else 0 end`

function products(scope: ReportScope): KeyCount {
  return {
    perProfile: sql`select o.profile_id, l.product_id as id, sum(${KEPT_TOTAL}) as n
      from audience.order_fact o join audience.order_line l on l.order_id = o.id
      where ${ordersInRange(scope)} and l.product_id is not null group by 1, 2`,
    key: sql`k.id`,
    label: sql`coalesce(d.title, (select l.title from audience.order_line l where l.product_id = k.id and l.title is not null limit 1))`,
    names: sql`left join audience.product d on d.id = k.id`,
  }
}

/** By the categories that the product has now; a product in two of them counts in both. */
function categories(scope: ReportScope): KeyCount {
  return {
    perProfile: sql`select o.profile_id, g.id, sum(${KEPT_TOTAL}) as n
      from audience.order_fact o
      join audience.order_line l on l.order_id = o.id
      join audience.product d on d.id = l.product_id
      cross join lateral unnest(d.category_ids) g (id)
      where ${ordersInRange(scope)} group by 1, 2`,
    key: sql`k.id`,
    label: sql`c.label`,
    names: sql`left join audience.label c on c.kind = 'category' and c.id = k.id`,
  }
}
