import sql, { type Sql } from "sql-template-tag"
import type { ProfileSet } from "../../lib/bitmap"
import type { Transaction } from "../../lib/database"
import type { Population } from "../population"
import type { Sizes } from "../report-row"
import type { People } from "./people"

/** Calendar days in the shop's zone, both included, and the same as instants: `start` included, `end` not. */
export interface Days {
  fromDay: string
  toDay: string
  start: Date
  end: Date
}

export interface NamedSet {
  id: string
  name: string
  members: ProfileSet
}

/** What every part of a report is computed from. */
export interface ReportScope extends Days {
  db: Transaction
  population: Population
  people: People
  /** Other segments. */
  segments: NamedSet[]
  sizes: Sizes
  /** As many days, up to the one before the report's first. */
  before: Days
  zone: string
  /** The calendar day it is now. */
  today: string
}

/** Rows whose instant `column` lies in the days. */
export function inRange({ start, end }: Days, column: Sql): Sql {
  return sql`${column} >= ${start}::timestamptz and ${column} < ${end}::timestamptz`
}
