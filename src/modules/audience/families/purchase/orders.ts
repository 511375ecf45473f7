import sql, { type Sql } from "sql-template-tag"
import {
  and,
  choiceColumn,
  compareText,
  filterFact,
  filterFacts,
  suggestLabels,
  suggestRows,
  textColumn,
  type AskedFilter,
  type CompileContext,
  type DimensionDefinition,
  type Facts,
} from "../define"
import { itemDimensions, onLine } from "./items"
import { dimensions as texts } from "./texts"

/** Filters on an order `o`. */
const onOrder: Record<string, (filter: AskedFilter) => Sql> = {
  sales_channel_id: choiceColumn(sql`o.sales_channel_id`),
  region_id: choiceColumn(sql`o.region_id`),
  currency_code: textColumn(sql`o.currency_code`),
  // An order may carry several codes: one is enough.
  promotion_code: (filter) =>
    filterFact(
      filter,
      (operator) => sql`exists (select 1 from unnest(o.promotion_codes) c(code) where ${compareText(sql`c.code`, operator, filter.value)})`
    ),
}

const suggestCurrencies = suggestRows(
  (q, limit) => sql`
    select currency_code as value, upper(currency_code) as label, count(*) as count from audience.order_fact
    where currency_code ilike ${q} group by 1 order by count desc, 1 limit ${limit}`
)

const suggestCodes = suggestRows(
  (q, limit) => sql`
    select c.code as value, c.code as label, count(*) as count from audience.order_fact o, unnest(o.promotion_codes) c(code)
    where c.code ilike ${q} group by 1 order by count desc, 1 limit ${limit}`
)

export const orderDimensions: DimensionDefinition[] = [
  ...itemDimensions,
  { key: "sales_channel_id", type: "choice", label: texts.sales_channel_id, values: suggestLabels("sales_channel") },
  { key: "region_id", type: "choice", label: texts.region_id, values: suggestLabels("region") },
  { key: "currency_code", type: "text", label: texts.currency_code, values: suggestCurrencies },
  { key: "promotion_code", type: "text", label: texts.promotion_code, values: suggestCodes },
]

const isOnLine = ({ dimension }: AskedFilter): boolean => dimension in onLine

function split(filters: readonly AskedFilter[]): { lines: Sql[]; orders: Sql[] } {
  return {
    lines: filterFacts(filters.filter(isOnLine), onLine),
    orders: [
      sql`o.canceled_at is null`,
      ...filterFacts(
        filters.filter((filter) => !isOnLine(filter)),
        onOrder
      ),
    ],
  }
}

/** What an order is called in the shop. */
const orderName = sql`coalesce('#' || o.display_id, o.id)`

/**
 * One row `o` for each order that was not canceled; with item filters, each that has a
 * line for which all of them hold.
 */
export function orders(filters: readonly AskedFilter[]): Facts {
  const { lines, orders } = split(filters)
  const hasLine = sql`exists (select 1 from audience.order_line l where l.order_id = o.id and ${and(lines)})`
  return {
    from: sql`audience.order_fact o`,
    profile: sql`o.profile_id`,
    at: sql`o.placed_at`,
    where: lines.length > 0 ? [...orders, hasLine] : orders,
    fact: { id: sql`o.id`, text: orderName, value: sql`o.total_reporting`, unit: "money" },
  }
}

/** One row `l` for each line that the filters hold for, with its order `o`. */
export function lines(filters: readonly AskedFilter[]): Facts {
  const { lines, orders } = split(filters)
  return {
    from: sql`audience.order_line l join audience.order_fact o on o.id = l.order_id`,
    profile: sql`o.profile_id`,
    at: sql`o.placed_at`,
    where: [...orders, ...lines],
    fact: { id: sql`o.id`, text: sql`concat_ws(': ', ${orderName}, l.title)`, value: sql`l.quantity - l.returned_quantity` },
  }
}

/** What a line came to, the returned quantity taken off. Reporting currency. */
export const lineAmount = sql`(l.total_reporting * (l.quantity - l.returned_quantity) / nullif(l.quantity, 0))`

/**
 * One row `n` for each order, with its `amount` in the reporting currency: the total less
 * refunds; with item filters the matching lines, the returned quantity taken off.
 */
export function orderAmounts(filters: readonly AskedFilter[], context: CompileContext): Facts {
  const facts = filters.some(isOnLine) ? lines(filters) : orders(filters)
  const amounts = filters.some(isOnLine)
    ? sql`select o.profile_id, o.placed_at, o.id, ${orderName} as name, coalesce(sum(${lineAmount}), 0) as amount from ${facts.from} where ${and(facts.where ?? [])}${context.scope(facts.profile)} group by o.id, o.profile_id, o.placed_at, o.display_id`
    : sql`select o.profile_id, o.placed_at, o.id, ${orderName} as name, o.total_reporting - coalesce(r.amount, 0) as amount from ${facts.from} left join (select r.order_id, sum(r.amount_reporting) as amount from audience.refund r where true${context.scope(sql`r.profile_id`)} group by r.order_id) r on r.order_id = o.id where ${and(facts.where ?? [])}${context.scope(facts.profile)}`
  const fact = { id: sql`n.id`, text: sql`n.name`, value: sql`n.amount`, unit: "money" as const }
  return { from: sql`(${amounts}) n`, profile: sql`n.profile_id`, at: sql`n.placed_at`, fact }
}
