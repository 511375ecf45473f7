import sql, { type Sql } from "sql-template-tag"
import type { Queryable } from "../../lib/database"
import type { Counted, Sizes } from "../report-row"
import { SECTION_ROWS } from "../report-row"
import type { Population } from "../population"

/** What every part of a report is computed from. */
export interface ReportScope {
  db: Queryable
  population: Population
  sizes: Sizes
  /** First and last calendar day in the shop's zone, both included. */
  fromDay: string
  toDay: string
  /** The same days as instants: `start` included, `end` not. */
  start: Date
  end: Date
  zone: string
  /** The calendar day it is now. */
  today: string
}

/** Rows whose instant `column` lies in the report's days. */
export function inRange(scope: ReportScope, column: Sql): Sql {
  return sql`${column} >= ${scope.start}::timestamptz and ${column} < ${scope.end}::timestamptz`
}

/** Events of one name in the report's days, by all profiles. `e` is the event. */
export function eventsNamed(scope: ReportScope, name: string): Sql {
  return sql`e.name_id = (select n.id from audience.event_name n where n.name = ${name}) and ${inRange(scope, sql`e.at`)} and ${scope.population.isProfile(sql`e.profile_id`)}`
}

/**
 * Counts members and all profiles for each key, most members first.
 *
 * @param perProfile a statement with one row for each profile and key: `profile_id`, `key`,
 *   `label` and `n`, the amount behind it, whose sum over members becomes `value`
 */
export function countKeys(scope: ReportScope, perProfile: Sql, limit: number = SECTION_ROWS): Promise<Counted[]> {
  return scope.db.rows<Counted & Record<string, unknown>>(sql`
    select u.key, min(u.label) as label, count(*) filter (where u.is_member) as members, count(*) as profiles,
      coalesce(sum(u.n) filter (where u.is_member), 0)::float8 as value
    from (${withMembership(scope, perProfile)}) u
    group by u.key order by members desc, profiles desc, u.key collate "C" limit ${limit}`)
}

/** Without the fence PostgreSQL would move the membership test into each aggregate and run it twice. */
function withMembership(scope: ReportScope, perProfile: Sql): Sql {
  return sql`select t.key, t.label, t.n, ${scope.population.isMember(sql`t.profile_id`)} as is_member from (${perProfile}) t offset 0`
}
