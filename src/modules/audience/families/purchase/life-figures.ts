import sql, { type Sql } from "sql-template-tag"
import { and, compareNumber, factBounds, measure, type Ask, type CompileContext, type ConditionQuery } from "../define"
import type { PlacedFacts } from "./orders"

/** A figure over somebody's orders that their state holds for their whole life. */
interface LifeFigure {
  /** Over the facts of one profile. */
  figure: Sql
  /** The same over all their orders, of a state `s`. */
  life: Sql
  /** Selects profiles for whom a part of their orders may come to more than all of them. */
  mayShrink?(context: CompileContext): Sql
  /** Whether one order in a window decides a comparison that one order is enough for. */
  counts: boolean
}

export const orderCount: LifeFigure = {
  figure: sql`count(*)`,
  life: sql`s.orders`,
  counts: true,
}

export const amountSpent: LifeFigure = {
  figure: sql`sum(n.amount)`,
  life: sql`s.spent`,
  mayShrink: (context) => sql`select r.profile_id from audience.refund r where true${context.scope(sql`r.profile_id`)}`,
  counts: false,
}

/**
 * Compares a figure over orders, read from states as far as these know it: always without a window; and in a window that reaches
 * to now, of everybody who ordered first within it. The orders of the others are read only where their life's figure is enough.
 *
 * Rests on the indexes profile_state_orders, profile_state_spent and profile_state_last_order. States are written together with orders.
 */
export function measureOrders(facts: PlacedFacts, what: LifeFigure, ask: Ask, context: CompileContext): ConditionQuery {
  const query = measure(facts, what.figure, ask, context)
  if (ask.filters.length > 0) return query
  const buyers = (...conditions: Sql[]): Sql =>
    sql`select s.profile_id from audience.profile_state s where ${and([sql`s.orders > 0`, ...conditions])}${context.scope(sql`s.profile_id`)}`
  const holds = compareNumber(what.life, ask.operator, ask.value)
  if (!ask.window) return { ...query, statement: buyers(holds) }

  const bounds = factBounds(ask.window)
  const since = bounds?.start && !bounds.end ? sql`${bounds.start}::timestamptz` : null
  if (since && what.counts && isOneEnough(ask)) return { ...query, statement: buyers(sql`s.last_order_at >= ${since}`) }

  const mayReach = leastOf(ask) > 0
  const conditions = [
    ...(mayReach ? [compareNumber(what.life, "gte", leastOf(ask))] : []),
    ...(since ? [sql`s.first_order_at < ${since}`] : []),
  ]
  if (conditions.length === 0) return query
  const others = mayReach && what.mayShrink ? sql`${buyers(...conditions)} union all ${what.mayShrink(context)}` : buyers(...conditions)
  const where = [...facts.where, sql`${facts.profile} in (${others})`]
  const { statement } = measure({ ...facts, where }, what.figure, ask, context)
  return { ...query, statement: since ? sql`${buyers(sql`s.first_order_at >= ${since}`, holds)} union all ${statement}` : statement }
}

/** Whether the comparison of a count holds as soon as there is anything to count. */
export function isOneEnough({ operator, value }: Ask): boolean {
  return (operator === "gte" && value === 1) || (operator === "gt" && value === 0) || (operator === "neq" && value === 0)
}

/** The figure below which the comparison never holds; 0 where there is none. */
function leastOf({ operator, value }: Ask): number {
  if (operator === "between") return (value as readonly number[])[0] ?? 0
  return operator === "gte" || operator === "gt" || operator === "eq" ? (value as number) : 0
}
