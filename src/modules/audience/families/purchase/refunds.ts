import sql from "sql-template-tag"
import { defineField, measure } from "../define"

const refunds = { from: sql`audience.refund r`, profile: sql`r.profile_id`, at: sql`r.refunded_at` }

export const refundFigures = [
  defineField({
    name: "refunds",
    type: "number",
    label: { en: "Refunds" },
    help: { en: "How often money was given back." },
    windowed: true,
    missing: "zero",
    compile: (ask, context) => measure(refunds, sql`count(*)`, ask, context),
  }),
  defineField({
    name: "refunded_amount",
    type: "money",
    label: { en: "Refunded amount" },
    help: { en: "Money given back, in the reporting currency." },
    windowed: true,
    missing: "zero",
    compile: (ask, context) => measure(refunds, sql`sum(r.amount_reporting)`, ask, context),
  }),
]
