import sql, { join, type Sql } from "sql-template-tag"
import type { AskedFilter, AskedValue, PositiveOperator } from "./field"

const text = (value: AskedValue): string => String(value)
const list = (value: AskedValue): readonly (string | number)[] => (Array.isArray(value) ? (value as (string | number)[]) : [])

/** A pattern that LIKE takes literally. */
export function likePattern(value: string): string {
  return value.replace(/[\\%_]/g, "\\$&")
}

/** A number to compare with, exact for figures of any type: a whole one as int8, so that counts need not become numeric one by one. */
const exact = (value: AskedValue): Sql => (Number.isSafeInteger(value) ? sql`${value}::int8` : sql`${value}::numeric`)

/** How a figure compares: counts, money and seconds alike, without rounding. */
export function compareNumber(figure: Sql, operator: PositiveOperator | "neq", value: AskedValue): Sql {
  switch (operator) {
    case "eq":
      return sql`${figure} = ${exact(value)}`
    case "neq":
      return sql`${figure} <> ${exact(value)}`
    case "gt":
      return sql`${figure} > ${exact(value)}`
    case "gte":
      return sql`${figure} >= ${exact(value)}`
    case "lt":
      return sql`${figure} < ${exact(value)}`
    case "lte":
      return sql`${figure} <= ${exact(value)}`
    case "between":
      return sql`${figure} between ${exact(list(value)[0])} and ${exact(list(value)[1])}`
    case "outside":
      return sql`${figure} not between ${exact(list(value)[0])} and ${exact(list(value)[1])}`
    default:
      throw new Error(`Numbers are not compared by ${operator}.`)
  }
}

/** How a text compares, without case. An empty text counts as missing. */
export function compareText(column: Sql, operator: PositiveOperator, value: AskedValue): Sql {
  switch (operator) {
    case "eq":
      return sql`lower(${column}) = lower(${text(value)})`
    case "in":
      return sql`lower(${column}) = any(array(select lower(v) from unnest(${list(value).map(String)}::text[]) v))`
    case "contains":
      return sql`lower(${column}) like lower(${`%${likePattern(text(value))}%`})`
    case "starts_with":
      return sql`lower(${column}) like lower(${`${likePattern(text(value))}%`})`
    case "ends_with":
      return sql`lower(${column}) like lower(${`%${likePattern(text(value))}`})`
    case "set":
      return sql`${column} <> ''`
    default:
      throw new Error(`Texts are not compared by ${operator}.`)
  }
}

/** How a choice compares: its values are codes and ids, taken as they are. */
export function compareChoice(column: Sql, operator: PositiveOperator, value: AskedValue): Sql {
  if (operator === "eq") return sql`${column} = ${text(value)}`
  if (operator === "in") return sql`${column} = any(${list(value).map(String)}::text[])`
  if (operator === "set") return sql`${column} is not null`
  throw new Error(`Choices are not compared by ${operator}.`)
}

/** How a `text[]` column compares. */
export function compareList(column: Sql, operator: PositiveOperator, value: AskedValue): Sql {
  if (operator === "has_any") return sql`${column} && ${list(value).map(String)}::text[]`
  if (operator === "has_all") return sql`${column} @> ${list(value).map(String)}::text[]`
  if (operator === "set") return sql`cardinality(${column}) > 0`
  throw new Error(`Lists are not compared by ${operator}.`)
}

const POSITIVE_OF: Partial<Record<string, PositiveOperator>> = {
  neq: "eq",
  not_in: "in",
  not_contains: "contains",
  not_starts_with: "starts_with",
  not_ends_with: "ends_with",
  not_set: "set",
  not_in_last: "in_last",
  has_none: "has_any",
}

/** The operator that a negative one negates; undefined for a positive one. */
export function negated(operator: string): PositiveOperator | undefined {
  return POSITIVE_OF[operator]
}

/**
 * One filter on one fact: a value that the fact lacks satisfies the negative operators only.
 *
 * `compare` gets the positive operator.
 */
export function filterFact(filter: AskedFilter, compare: (operator: PositiveOperator) => Sql): Sql {
  const positive = negated(filter.operator)
  return positive ? sql`(${compare(positive)}) is not true` : compare(filter.operator as PositiveOperator)
}

/** Conditions on the columns that dimensions stand for. */
export function filterFacts(filters: readonly AskedFilter[], dimensions: Record<string, (filter: AskedFilter) => Sql>): Sql[] {
  return filters.map((filter) => {
    const dimension = dimensions[filter.dimension] ?? dimensions[`${filter.dimension.split(".")[0]}.`]
    if (!dimension) throw new Error(`No column stands for the dimension ${filter.dimension}.`)
    return dimension(filter)
  })
}

/** A dimension held in a text column of the fact, compared without case. */
export const textColumn =
  (column: Sql) =>
  (filter: AskedFilter): Sql =>
    filterFact(filter, (operator) => compareText(column, operator, filter.value))

/** A dimension held in a column of codes or ids. */
export const choiceColumn =
  (column: Sql) =>
  (filter: AskedFilter): Sql =>
    filterFact(filter, (operator) => compareChoice(column, operator, filter.value))

export const numberColumn =
  (column: Sql) =>
  (filter: AskedFilter): Sql =>
    filterFact(filter, (operator) => compareNumber(column, operator, filter.value))

/**
 * A dimension held in a dictionary. A fact without an entry lacks the value: it satisfies the negative operators.
 *
 * `byIndex` where an index on the facts begins with the id: the matching ids are looked up first, and the
 * facts by them. Elsewhere the ids are hashed: comparing each fact with each of a thousand ids takes seconds.
 */
export const dictionaryColumn =
  (fact: Sql, table: Sql, compare: (operator: PositiveOperator, filter: AskedFilter) => Sql, { byIndex = false } = {}) =>
  (filter: AskedFilter): Sql =>
    filterFact(filter, (operator) => {
      const ids = sql`select d.id from ${table} d where ${compare(operator, filter)}`
      return byIndex ? sql`${fact} = any(array(${ids}))` : sql`${fact} in (${ids})`
    })

export function and(conditions: readonly Sql[]): Sql {
  return conditions.length === 0 ? sql`true` : join([...conditions], " and ")
}
