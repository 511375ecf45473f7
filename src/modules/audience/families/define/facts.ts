import sql, { empty, type Sql } from "sql-template-tag"
import { withRows } from "./asked-rows"
import { and, compareChoice, compareList, compareNumber, compareText } from "./compare"
import { latestFacts, type EvidenceQuery, type FactText } from "./evidence"
import type { Ask, AskedValue, CompileContext, ConditionQuery, PositiveOperator } from "./field"
import {
  daysOfYear,
  daysUntil,
  factsUntil,
  isWholeDays,
  leavesQuery,
  onDays,
  spanOfDates,
  spanOfRelative,
  within,
  withinDays,
  type Span,
} from "./span"
import type { RelativeTime } from "../../../../contract"

/** Rows that belong to profiles and happened at some time. */
export interface Facts {
  /** What stands after `from`. */
  from: Sql
  /** Column with the profile's id. */
  profile: Sql
  /** timestamptz column: when it happened. */
  at?: Sql
  /** `date` column instead, for counts by day. */
  day?: Sql
  /** Conditions that every row must satisfy. */
  where?: readonly Sql[]
  /** How one of them is told in the answer to "why". */
  fact?: FactText
}

function conditionsOf(facts: Facts, ask: Ask): Sql {
  const time = facts.at ? within(ask.window, facts.at) : facts.day ? withinDays(ask.window, facts.day) : []
  return and([...(facts.where ?? []), ...time])
}

function turnsOf(facts: Facts, ask: Ask, context: CompileContext): Pick<ConditionQuery, "until" | "untilQuery"> {
  const rows = facts.at
    ? sql`select ${facts.at} as at from ${facts.from} where ${conditionsOf(facts, ask)}${context.scope(facts.profile)}`
    : empty
  return { until: factsUntil(ask.window), untilQuery: facts.at && leavesQuery(ask.window, rows) }
}

/** Compares a figure over each profile's facts, e.g. `count(*)`. Profiles without facts are not in it. */
export function measure(facts: Facts, figure: Sql, ask: Ask, context: CompileContext): ConditionQuery {
  const { profile } = facts
  const rows = sql`${facts.from} where ${conditionsOf(facts, ask)}${context.scope(profile)}`
  const holds = (compared: Sql): Sql => compareNumber(compared, ask.operator, ask.value)
  const statement = sql`select ${profile} as profile_id from ${rows} group by ${profile} having ${holds(figure)}`
  return {
    statement: withRows(statement, { rows, profile, figure, perProfile: true, holds }),
    ...turnsOf(facts, ask, context),
    evidence: () => evidenceOf(facts, figure, ask, context),
  }
}

function evidenceOf(facts: Facts, figure: Sql, ask: Ask, context: CompileContext): EvidenceQuery {
  const rows = sql`${facts.from} where ${conditionsOf(facts, ask)}${context.scope(facts.profile)}`
  const value = sql`select ${figure} as value from ${rows}`
  if (facts.at) return { value, facts: latestFacts(facts.at, facts.fact ?? {}, rows) }
  // A day has a row for each visitor of the profile.
  if (facts.day) return { value, facts: latestFacts(sql`${facts.day}::text`, { value: figure }, sql`${rows} group by ${facts.day}`) }
  return { value }
}

/** Whether daily counts hold the answer: whole days, no filter on single facts. */
export function countsByDay(ask: Ask): boolean {
  return ask.filters.length === 0 && isWholeDays(ask.window)
}

/** A row for each profile and one column of it. */
export interface Column {
  from: Sql
  profile: Sql
  column: Sql
  where?: readonly Sql[]
}

function select({ from, profile, where = [] }: Column, conditions: readonly Sql[], context: CompileContext): Sql {
  return sql`select ${profile} as profile_id from ${from} where ${and([...where, ...conditions])}${context.scope(profile)}`
}

const valueOf =
  ({ from, profile, column, where = [] }: Column, context: CompileContext) =>
  (): EvidenceQuery => ({ value: sql`select ${column} as value from ${from} where ${and(where)}${context.scope(profile)}` })

const compareWith =
  (compare: (column: Sql, operator: PositiveOperator, value: AskedValue) => Sql) =>
  (source: Column, ask: Ask, context: CompileContext): ConditionQuery => {
    const { from, profile, column, where = [] } = source
    const holds = (compared: Sql): Sql => compare(compared, ask.operator, ask.value)
    const rows = sql`${from} where ${and(where)}${context.scope(profile)}`
    return {
      statement: withRows(select(source, [holds(column)], context), { rows, profile, figure: column, perProfile: false, holds }),
      evidence: valueOf(source, context),
    }
  }

/** Compares one text of each profile, without case. */
export const textOf = compareWith(compareText)
/** Compares one code or id of each profile. */
export const choiceOf = compareWith(compareChoice)
/** Compares one number of each profile. */
export const numberOf = compareWith(compareNumber)
/** Compares one `text[]` of each profile. */
export const listOf = compareWith(compareList)
/** Compares one boolean of each profile. */
export const booleanOf = compareWith((column, _, value) => sql`${column} = ${value}::boolean`)

function spanOfAsk({ operator, value }: Ask, { now, zone }: CompileContext): Span {
  if (operator === "in_last" || operator === "in_next") return spanOfRelative(value as RelativeTime, now, zone)
  return spanOfDates(operator as "before", Array.isArray(value) ? (value as string[]) : [String(value)], now, zone)
}

/** Compares the time of one fact of each profile; a time in the future counts as now. */
export function instantOf(source: Column, ask: Ask, context: CompileContext): ConditionQuery {
  const known = sql`${source.column} is not null`
  const evidence = valueOf(source, context)
  if (ask.operator === "set") return { statement: select(source, [known], context), evidence }
  if (ask.operator === "anniversary_in_next") {
    return anniversary(source, sql`(${source.column} at time zone ${context.zone})::date`, ask, context)
  }
  const span = spanOfAsk(ask, context)
  const conditions = within(span, source.column)
  const rows = sql`select ${source.column} as at from ${source.from} where ${and([...(source.where ?? []), known])}${context.scope(source.profile)}`
  return {
    statement: select(source, conditions.length > 0 ? conditions : [known], context),
    until: factsUntil(span),
    untilQuery: leavesQuery(span, rows),
    evidence,
  }
}

/** Compares one calendar day of each profile, which may lie in the future. */
export function dayOfProfile(source: Column, ask: Ask, context: CompileContext): ConditionQuery {
  const evidence = valueOf(source, context)
  if (ask.operator === "set") return { statement: select(source, [sql`${source.column} is not null`], context), evidence }
  if (ask.operator === "anniversary_in_next") return anniversary(source, source.column, ask, context)
  const span = spanOfAsk(ask, context)
  return { statement: select(source, onDays(span, source.column), context), until: daysUntil(span), evidence }
}

/** Day and month come round within the days; in a common year the 29th of February comes round on the 1st of March. */
function anniversary(source: Column, day: Sql, ask: Ask, context: CompileContext): ConditionQuery {
  const span = spanOfRelative(ask.value as RelativeTime, context.now, context.zone)
  return {
    statement: select(source, [sql`to_char(${day}, 'MMDD') = any(${daysOfYear(span)}::text[])`], context),
    until: factsUntil(span),
    evidence: valueOf(source, context),
  }
}
