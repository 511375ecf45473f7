import sql, { raw } from "sql-template-tag"
import { defineField, instantOf, measure } from "../define"
import { orders } from "./orders"
import { fields } from "./texts"

const dateOf = (name: "first_order_at" | "last_order_at", figure: "min" | "max") =>
  defineField({
    name,
    type: "date",
    ...fields[name],
    compile: (ask, context) =>
      instantOf(
        {
          from: sql`(select o.profile_id, ${raw(figure)}(o.placed_at) as at from audience.order_fact o where o.canceled_at is null group by o.profile_id) o`,
          profile: sql`o.profile_id`,
          column: sql`o.at`,
        },
        ask,
        context
      ),
  })

export const orderDates = [dateOf("first_order_at", "min"), dateOf("last_order_at", "max")]

export const daysBetweenOrders = defineField({
  name: "days_between_orders",
  type: "number",
  ...fields.days_between_orders,
  compile: (ask, context) =>
    measure(orders([]), sql`(extract(epoch from max(o.placed_at) - min(o.placed_at)) / 86400 / nullif(count(*) - 1, 0))`, ask, context),
})
