import sql, { type Sql } from "sql-template-tag"
import { and, defineField, filterFacts, measure, numberColumn, numberOf, type AskedFilter } from "../define"
import { category, onLine, product } from "./items"
import { isOneEnough, whoHasAny } from "./one-is-enough"
import { cartTotal, fields } from "./texts"

/** As the partial index cart_open has it. */
const open = sql`c.completed_at is null and c.deleted_at is null and c.quantity > 0`

function onCart(filters: readonly AskedFilter[]): Sql[] {
  const isTotal = ({ dimension }: AskedFilter): boolean => dimension === "cart_total"
  const totals = filterFacts(filters.filter(isTotal), { cart_total: numberColumn(sql`c.total_reporting`) })
  const lines = filterFacts(
    filters.filter((filter) => !isTotal(filter)),
    onLine
  )
  if (lines.length === 0) return totals
  return [...totals, sql`exists (select 1 from audience.cart_line l where l.cart_id = c.id and ${and(lines)})`]
}

export const abandonedCarts = defineField({
  name: "abandoned_carts",
  type: "number",
  ...fields.abandoned_carts,
  windowed: true,
  missing: "zero",
  dimensions: [{ key: "cart_total", type: "money", ...cartTotal }, product, category],
  compile(ask, context) {
    const wait = sql`${`${Math.round(context.cartAbandonedAfterMinutes * 60_000)} milliseconds`}::interval`
    const left = new Date(context.now.getTime() - Math.round(context.cartAbandonedAfterMinutes * 60_000))
    const facts = {
      from: sql`audience.cart c`,
      profile: sql`c.profile_id`,
      at: sql`c.touched_at`,
      where: [open, sql`c.touched_at <= ${left}::timestamptz`, ...onCart(ask.filters)],
      fact: { id: sql`c.id`, value: sql`c.total_reporting`, unit: "money" as const },
    }
    const { untilQuery, ...query } = measure(facts, sql`count(*)`, ask, context)
    if (isOneEnough(ask)) query.statement = whoHasAny(facts, ask, context)
    const becomes = sql`select min(c.touched_at) + ${wait} as at from audience.cart c where ${open} and c.touched_at > ${left}::timestamptz${context.scope(sql`c.profile_id`)}`
    const found = ask.window && ask.filters.length === 0 ? { finds: ["cart"] } : {}
    return { ...query, ...found, untilQuery: untilQuery ? sql`select least((${becomes}), (${untilQuery})) as at` : becomes }
  },
})

export const openCartTotal = defineField({
  name: "open_cart_total",
  type: "money",
  ...fields.open_cart_total,
  // As states have it: they are written together with carts.
  compile: (ask, context) => {
    const waiting = { from: sql`audience.profile_state s`, profile: sql`s.profile_id`, where: [sql`s.open_cart_total is not null`] }
    return numberOf({ ...waiting, column: sql`s.open_cart_total` }, ask, context)
  },
})
