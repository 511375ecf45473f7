import sql from "sql-template-tag"
import { defineField, measure } from "../define"
import { lines, orderAmounts, orderDimensions, orders } from "./orders"
import { fields } from "./texts"

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
    compile: (ask, context) => measure(orderAmounts(ask.filters, context), sql`sum(n.amount)`, ask, context),
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
