import type { ReportMeasure, ReportPart } from "../../../../contract"
import { sumOf } from "../../lib/exact-sum"
import { measure, ratio, type Pair, type Sums } from "./measures"
import { readOrders, type Orders } from "./orders"
import type { People } from "./people"
import { categorySection, productSection } from "./products"
import type { ReportScope } from "./scope"

/**
 * What members bought in the report's days, against everybody; money in the reporting currency.
 *
 * An order counts on the day it was placed, unless it is canceled. Revenue is the orders'
 * totals less everything that was ever refunded on them, as `purchase.spent` counts it;
 * refunds are those made in these days, on whichever order.
 */
export async function purchasePart(scope: ReportScope): Promise<ReportPart> {
  const orders = await readOrders(scope, scope)
  const before = await readOrders(scope, scope.before)
  return {
    measures: purchaseMeasures(scope, sumsOf(scope.people, orders), sumsOf(scope.people, before)),
    sections: [await productSection(scope, orders.lines), await categorySection(scope, orders.lines)],
  }
}

type Figure = "orders" | "revenue" | "buyers" | "items" | "refunds" | "refunded"

function purchaseMeasures({ sizes }: ReportScope, now: Sums<Figure>, before: Sums<Figure>): ReportMeasure[] {
  const of = (key: string, label: string, unit: ReportMeasure["unit"], figure: (sums: Sums<Figure>) => Pair): ReportMeasure =>
    measure({ key, label, unit }, figure(now), figure(before))
  return [
    of("orders", "Orders", "count", (sums) => sums.orders),
    of("revenue", "Revenue", "money", (sums) => sums.revenue),
    of("average_order_value", "Average order value", "money", (sums) => ratio(sums.revenue, sums.orders)),
    of("buyers", "Buyers", "count", (sums) => sums.buyers),
    of("buyers_share", "Part of people who bought", "share", (sums) => ratio(sums.buyers, [sizes.members, sizes.total])),
    of("orders_per_buyer", "Orders per buyer", "count", (sums) => ratio(sums.orders, sums.buyers)),
    of("items", "Items bought", "count", (sums) => sums.items),
    of("refunds", "Refunds", "count", (sums) => sums.refunds),
    of("refunded_amount", "Refunded", "money", (sums) => sums.refunded),
  ]
}

function sumsOf(people: People, { placed, refundsOfPlaced, lines, refunds }: Orders): Sums<Figure> {
  const buyers = people.distinct(placed.profiles)
  const totals = people.sum(placed.profiles, placed.amounts)
  const given = people.sum(refundsOfPlaced.profiles, refundsOfPlaced.amounts)
  return {
    orders: people.sum(placed.profiles),
    revenue: [sumOf([totals[0], -given[0]]), sumOf([totals[1], -given[1]])],
    buyers: [buyers.members, buyers.profiles],
    items: people.sum(lines.profiles, lines.items),
    refunds: people.sum(refunds.profiles),
    refunded: people.sum(refunds.profiles, refunds.amounts),
  }
}
