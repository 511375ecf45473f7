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

/** Whether the lines of orders tell whether a filter holds, without their orders. */
export const isOnLine = ({ dimension }: AskedFilter): boolean => dimension in onLine

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

/** Facts that happened when their order was placed. */
export type PlacedFacts = Facts & Required<Pick<Facts, "at" | "where">>

/** What an order is called in the shop. */
const orderName = sql`coalesce('#' || o.display_id, o.id)`

/**
 * One row `o` for each order that was not canceled; with item filters, each that has a
 * line for which all of them hold. `among` selects whose orders alone are wanted.
 */
export function orders(filters: readonly AskedFilter[], among?: Sql): PlacedFacts {
  const { lines, orders: conditions } = split(filters)
  const orders = among ? [...conditions, sql`o.profile_id in (${among})`] : conditions
  const hasLine = sql`exists (select 1 from audience.order_line l where l.order_id = o.id and ${and(lines)})`
  return {
    from: sql`audience.order_fact o`,
    profile: sql`o.profile_id`,
    at: sql`o.placed_at`,
    where: lines.length > 0 ? [...orders, hasLine] : orders,
    fact: { id: sql`o.id`, text: orderName, value: sql`o.total_reporting`, unit: "money" },
  }
}

/** What the order of a line `l` is called. */
const nameOfOrder = sql`(select ${orderName} from audience.order_fact o where o.id = l.order_id)`

/**
 * One row `l` for each line that the filters hold for. Its order `o` is there only where a filter asks for it: what was ordered,
 * and when, is found by the index order_line_product alone.
 */
export function lines(filters: readonly AskedFilter[]): PlacedFacts {
  const { lines, orders } = split(filters)
  const fact = { id: sql`l.order_id`, text: sql`concat_ws(': ', ${nameOfOrder}, l.title)`, value: sql`l.quantity - l.returned_quantity` }
  if (filters.every(isOnLine)) {
    return {
      from: sql`audience.order_line l`,
      profile: sql`l.profile_id`,
      at: sql`l.placed_at`,
      where: [sql`l.placed_at is not null`, ...lines],
      fact,
    }
  }
  return {
    from: sql`audience.order_line l join audience.order_fact o on o.id = l.order_id`,
    profile: sql`o.profile_id`,
    at: sql`o.placed_at`,
    where: [...orders, ...lines],
    fact,
  }
}

/** What a line came to, the returned quantity taken off. Reporting currency. */
export const lineAmount = sql`(l.total_reporting * (l.quantity - l.returned_quantity) / nullif(l.quantity, 0))`

/**
 * One row `n` for each order, with its `amount` in the reporting currency: the total less
 * refunds; with item filters the matching lines, the returned quantity taken off.
 * `among` selects whose orders alone are wanted; it goes with filters on orders only.
 */
export function orderAmounts(filters: readonly AskedFilter[], context: CompileContext, among?: Sql): PlacedFacts {
  const ofLines = filters.some(isOnLine)
  const { from, profile, at, where } = ofLines ? lines(filters) : orders(filters, among)
  const rows = sql`where ${and(where)}${context.scope(profile)}`
  const refunds = sql`select r.order_id, sum(r.amount_reporting) as amount from audience.refund r where ${among ? sql`r.profile_id in (${among})` : sql`true`}${context.scope(sql`r.profile_id`)} group by r.order_id`
  const amounts = ofLines
    ? sql`select ${profile} as profile_id, ${at} as placed_at, l.order_id as id, ${nameOfOrder} as name, coalesce(sum(${lineAmount}), 0) as amount from ${from} ${rows} group by l.order_id, ${profile}, ${at}`
    : sql`select o.profile_id, o.placed_at, o.id, ${orderName} as name, o.total_reporting - coalesce(r.amount, 0) as amount from ${from} left join (${refunds}) r on r.order_id = o.id ${rows}`
  const fact = { id: sql`n.id`, text: sql`n.name`, value: sql`n.amount`, unit: "money" as const }
  return { from: sql`(${amounts}) n`, profile: sql`n.profile_id`, at: sql`n.placed_at`, where: [], fact }
}
