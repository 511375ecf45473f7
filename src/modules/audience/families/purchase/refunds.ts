import sql from "sql-template-tag"
import { defineField, measure } from "../define"
import { fields } from "./texts"

const refunds = {
  ...{ from: sql`audience.refund r`, profile: sql`r.profile_id`, at: sql`r.refunded_at` },
  fact: { id: sql`r.order_id`, value: sql`r.amount_reporting`, unit: "money" as const },
}

export const refundFigures = [
  defineField({
    name: "refunds",
    type: "number",
    ...fields.refunds,
    windowed: true,
    missing: "zero",
    compile: (ask, context) => measure(refunds, sql`count(*)`, ask, context),
  }),
  defineField({
    name: "refunded_amount",
    type: "money",
    ...fields.refunded_amount,
    windowed: true,
    missing: "zero",
    compile: (ask, context) => measure(refunds, sql`sum(r.amount_reporting)`, ask, context),
  }),
]
