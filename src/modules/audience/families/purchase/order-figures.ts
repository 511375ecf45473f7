import sql from "sql-template-tag"
import { defineField, measure } from "../define"
import { lines, orderAmounts, orderDimensions, orders } from "./orders"

/** Figures over orders that were placed and not canceled. */
export const orderFigures = [
  defineField({
    name: "orders",
    type: "number",
    label: { en: "Orders" },
    help: { en: "Orders placed and not canceled. Filters on items must all hold for the same item of the order." },
    windowed: true,
    missing: "zero",
    dimensions: orderDimensions,
    compile: (ask, context) => measure(orders(ask.filters), sql`count(*)`, ask, context),
  }),
  defineField({
    name: "spent",
    type: "money",
    label: { en: "Amount spent" },
    help: { en: "Totals of orders less refunds, in the reporting currency. With a filter on items: these items, less what was returned." },
    windowed: true,
    missing: "zero",
    dimensions: orderDimensions,
    compile: (ask, context) => measure(orderAmounts(ask.filters, context), sql`sum(n.amount)`, ask, context),
  }),
  defineField({
    name: "items",
    type: "number",
    label: { en: "Items bought" },
    help: { en: "Quantity bought less quantity returned." },
    windowed: true,
    missing: "zero",
    dimensions: orderDimensions,
    compile: (ask, context) => measure(lines(ask.filters), sql`sum(l.quantity - l.returned_quantity)`, ask, context),
  }),
  defineField({
    name: "average_order_value",
    type: "money",
    label: { en: "Average order value" },
    help: { en: "Amount spent per order, in the reporting currency. Nobody without an order has one." },
    windowed: true,
    compile: (ask, context) => measure(orderAmounts(ask.filters, context), sql`avg(n.amount)`, ask, context),
  }),
  defineField({
    name: "largest_order",
    type: "money",
    label: { en: "Largest order" },
    help: { en: "The largest order's total less its refunds, in the reporting currency. Nobody without an order has one." },
    windowed: true,
    compile: (ask, context) => measure(orderAmounts(ask.filters, context), sql`max(n.amount)`, ask, context),
  }),
]
