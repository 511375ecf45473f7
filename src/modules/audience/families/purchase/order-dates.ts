import sql, { raw } from "sql-template-tag"
import { defineField, instantOf, measure } from "../define"
import { orders } from "./orders"
import { fields } from "./texts"

/** Of orders that were not canceled, as states have it: they are written together with orders. */
const dateOf = (name: "first_order_at" | "last_order_at") =>
  defineField({
    name,
    type: "date",
    ...fields[name],
    compile: (ask, context) => {
      const buyers = { from: sql`audience.profile_state s`, profile: sql`s.profile_id`, where: [sql`s.orders > 0`] }
      return instantOf({ ...buyers, column: raw(`s.${name}`) }, ask, context)
    },
  })

export const orderDates = [dateOf("first_order_at"), dateOf("last_order_at")]

export const daysBetweenOrders = defineField({
  name: "days_between_orders",
  type: "number",
  ...fields.days_between_orders,
  compile: (ask, context) =>
    measure(orders([]), sql`(extract(epoch from max(o.placed_at) - min(o.placed_at)) / 86400 / nullif(count(*) - 1, 0))`, ask, context),
})
