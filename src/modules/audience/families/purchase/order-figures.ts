import sql from "sql-template-tag"
import { defineField, measure, type Ask, type AskedFilter, type CompileContext, type ConditionQuery } from "../define"
import { amountSpent, measureOrders, orderCount } from "./life-figures"
import { isOneEnough, whoHasAny } from "./one-is-enough"
import { isOnLine, lines, orderAmounts, orderDimensions } from "./orders"
import { fields } from "./texts"

/** Whether the index order_line_product leads to the lines that the filter holds for. */
const namesProducts = ({ dimension, operator }: AskedFilter): boolean =>
  dimension !== "variant_id" && (operator === "eq" || operator === "in")

/** Orders are counted as orders; that there is one at all, the time of the latest tells, or with certain items their lines. */
function countOfOrders(ask: Ask, context: CompileContext): ConditionQuery {
  const isAny = ask.filters.length > 0 && ask.filters.every(isOnLine) && isOneEnough(ask)
  const query = measureOrders(orderCount, ask, context)
  if (!isAny) return query
  const ordered = lines(ask.filters)
  const anyLine = { ...measure(ordered, orderCount.figure, ask, context), statement: whoHasAny(ordered, ask, context) }
  return { ...anyLine, evidence: query.evidence, ...(ask.window && ask.filters.every(namesProducts) ? { finds: ["order_line"] } : {}) }
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
    compile: countOfOrders,
  }),
  defineField({
    name: "spent",
    type: "money",
    ...fields.spent,
    windowed: true,
    missing: "zero",
    dimensions: orderDimensions,
    compile: (ask, context) => measureOrders(amountSpent, ask, context),
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
