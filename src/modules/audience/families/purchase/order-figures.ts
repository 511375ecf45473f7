import sql from "sql-template-tag"
import { defineField, measure, type Ask, type CompileContext, type ConditionQuery } from "../define"
import { lines, orderAmounts, orderDimensions, orders } from "./orders"
import { fields } from "./texts"

/**
 * What was spent, asked only of those who may have spent that much in their life: of the others no window's orders need to be added up.
 *
 * Whoever had a refund is asked in any case: without refunds alone, a window's sum cannot exceed that of the life.
 */
function spent(ask: Ask, context: CompileContext): ConditionQuery {
  const amounts = orderAmounts(ask.filters, context)
  const query = measure(amounts, sql`sum(n.amount)`, ask, context)
  const least = leastOf(ask)
  if (ask.filters.length > 0 || least <= 0) return query
  const spenders = sql`select s.profile_id from audience.profile_state s where s.orders > 0 and s.spent >= ${least}::numeric${context.scope(sql`s.profile_id`)}`
  const refunded = sql`select r.profile_id from audience.refund r where true${context.scope(sql`r.profile_id`)}`
  const where = [sql`n.profile_id in (${spenders} union all ${refunded})`]
  // The answer to "why" tells everybody's sum.
  return { ...query, statement: measure({ ...amounts, where }, sql`sum(n.amount)`, ask, context).statement }
}

/** The figure below which the comparison never holds; 0 where there is none. */
function leastOf({ operator, value }: Ask): number {
  if (operator === "between") return (value as readonly number[])[0] ?? 0
  return operator === "gte" || operator === "gt" || operator === "eq" ? (value as number) : 0
}

/** Figures over orders that were placed and not canceled. */
export const orderFigures = [
  defineField({
    name: "orders",
    type: "number",
    ...fields.orders,
    windowed: true,
    missing: "zero",
    dimensions: orderDimensions,
    compile: (ask, context) => measure(orders(ask.filters), sql`count(*)`, ask, context),
  }),
  defineField({
    name: "spent",
    type: "money",
    ...fields.spent,
    windowed: true,
    missing: "zero",
    dimensions: orderDimensions,
    compile: spent,
  }),
  defineField({
    name: "items",
    type: "number",
    ...fields.items,
    windowed: true,
    missing: "zero",
    dimensions: orderDimensions,
    compile: (ask, context) => measure(lines(ask.filters), sql`sum(l.quantity - l.returned_quantity)`, ask, context),
  }),
  defineField({
    name: "average_order_value",
    type: "money",
    ...fields.average_order_value,
    windowed: true,
    compile: (ask, context) => measure(orderAmounts(ask.filters, context), sql`avg(n.amount)`, ask, context),
  }),
  defineField({
    name: "largest_order",
    type: "money",
    ...fields.largest_order,
    windowed: true,
    compile: (ask, context) => measure(orderAmounts(ask.filters, context), sql`max(n.amount)`, ask, context),
  }),
]
