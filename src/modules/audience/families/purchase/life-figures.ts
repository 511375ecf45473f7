import sql, { type Sql } from "sql-template-tag"
import { and, compareNumber, factBounds, measure, type Ask, type AskedFilter, type CompileContext, type ConditionQuery } from "../define"
import { isOneEnough } from "./one-is-enough"
import { orderAmounts, orders, type PlacedFacts } from "./orders"

/** A figure over somebody's orders that their state holds for their whole life. */
interface LifeFigure {
  /** The orders that the filters hold for, of the profiles that `among` selects. */
  facts(filters: readonly AskedFilter[], context: CompileContext, among?: Sql): PlacedFacts
  /** Over the facts of one profile. */
  figure: Sql
  /** The same over all their orders, of a state `s`. */
  life: Sql
  /** Of a state `s`: a part of their orders may come to more than all of them. */
  mayShrink?: Sql
  /** Whether one order in a window decides a comparison that one order is enough for. */
  counts: boolean
}

export const orderCount: LifeFigure = {
  facts: (filters, _, among) => orders(filters, among),
  figure: sql`count(*)`,
  life: sql`s.orders`,
  counts: true,
}

export const amountSpent: LifeFigure = {
  facts: orderAmounts,
  figure: sql`sum(n.amount)`,
  life: sql`s.spent`,
  mayShrink: sql`s.has_order_below_zero`,
  counts: false,
}

/**
 * Compares a figure over orders, read from states as far as these know it: always without a window; and in a window that reaches
 * to now, of everybody who ordered first within it. The orders of the others are read only where their life's figure is enough.
 *
 * Rests on the indexes profile_state_orders, profile_state_spent, profile_state_last_order and profile_state_order_below_zero.
 * States are written together with orders.
 */
export function measureOrders(what: LifeFigure, ask: Ask, context: CompileContext): ConditionQuery {
  const measured = (among?: Sql): ConditionQuery => measure(what.facts(ask.filters, context, among), what.figure, ask, context)
  const query = measured()
  if (ask.filters.length > 0) return query
  const buyers = (...conditions: Sql[]): Sql =>
    sql`select s.profile_id from audience.profile_state s where ${and([sql`s.orders > 0`, ...conditions])}${context.scope(sql`s.profile_id`)}`
  const holds = compareNumber(what.life, ask.operator, ask.value)
  if (!ask.window) return { ...query, statement: buyers(holds) }

  const bounds = factBounds(ask.window)
  const since = bounds?.start && !bounds.end ? sql`${bounds.start}::timestamptz` : null
  if (since && what.counts && isOneEnough(ask)) return { ...query, statement: buyers(sql`s.last_order_at >= ${since}`) }

  const mayReach = leastOf(ask) > 0
  const before = since ? [sql`s.first_order_at < ${since}`] : []
  if (!mayReach && !since) return query
  const enough = mayReach ? [compareNumber(what.life, "gte", leastOf(ask))] : []
  const others = buyers(...enough, ...before)
  const { statement } = measured(mayReach && what.mayShrink ? sql`${others} union all ${buyers(what.mayShrink, ...before)}` : others)
  return {
    ...query,
    statement: since ? sql`${buyers(sql`s.first_order_at >= ${since}`, holds)} union all ${statement}` : statement,
    finds: ["order_fact", "refund"],
  }
}

/** The figure below which the comparison never holds; 0 where there is none. */
function leastOf({ operator, value }: Ask): number {
  if (operator === "between") return (value as readonly number[])[0] ?? 0
  return operator === "gte" || operator === "gt" || operator === "eq" ? (value as number) : 0
}
