import sql, { raw } from "sql-template-tag"
import { defineField, instantOf, measure } from "../define"
import { orders } from "./orders"

const dateOf = (name: string, figure: "min" | "max", label: string, help: string) =>
  defineField({
    name,
    type: "date",
    label: { en: label },
    help: { en: help },
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

export const orderDates = [
  dateOf("first_order_at", "min", "First order", "When the first order that was not canceled was placed."),
  dateOf("last_order_at", "max", "Latest order", "When the latest order that was not canceled was placed."),
]

export const daysBetweenOrders = defineField({
  name: "days_between_orders",
  type: "number",
  label: { en: "Days between orders" },
  help: { en: "Mean number of days from one order to the next. Nobody with fewer than two orders has one." },
  compile: (ask, context) =>
    measure(orders([]), sql`(extract(epoch from max(o.placed_at) - min(o.placed_at)) / 86400 / nullif(count(*) - 1, 0))`, ask, context),
})
