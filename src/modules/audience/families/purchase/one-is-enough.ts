import sql, { type Sql } from "sql-template-tag"
import { and, within, type Ask, type CompileContext } from "../define"
import type { PlacedFacts } from "./orders"

/** Whether the comparison of a count holds as soon as there is anything to count. */
export function isOneEnough({ operator, value }: Ask): boolean {
  return (operator === "gte" && value === 1) || (operator === "gt" && value === 0) || (operator === "neq" && value === 0)
}

/** Selects who has any of the facts, once for each: where a person has few, that costs less than grouping them. */
export function whoHasAny({ from, profile, at, where }: PlacedFacts, ask: Ask, context: CompileContext): Sql {
  return sql`select ${profile} as profile_id from ${from} where ${and([...where, ...within(ask.window, at)])}${context.scope(profile)}`
}
