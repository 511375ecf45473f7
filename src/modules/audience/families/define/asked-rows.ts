import type { Sql } from "sql-template-tag"

/** The rows that a statement looks at, and what it asks of them: several conditions on the same rows can be answered in one pass. */
export interface AskedRows {
  /** What stands after `from`, with its `where`. */
  rows: Sql
  /** Column with the profile's id. */
  profile: Sql
  /** What is compared: a column of each row, or with `perProfile` a figure over each profile's rows. */
  figure: Sql
  perProfile: boolean
  /** How it is compared. */
  holds(figure: Sql): Sql
}

/** By the statement itself: a field that puts another statement in its place cannot leave the wrong rows behind. */
const known = new WeakMap<Sql, AskedRows>()

export function withRows(statement: Sql, rows: AskedRows): Sql {
  known.set(statement, rows)
  return statement
}

/** What a field's statement asks, where a helper of `define` made it. */
export const askedRows = (statement: Sql): AskedRows | undefined => known.get(statement)
