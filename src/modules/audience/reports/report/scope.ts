import sql, { type Sql } from "sql-template-tag"
import type { Queryable } from "../../lib/database"
import type { Population } from "../population"
import { SECTION_ROWS, type Counted, type Sizes } from "../report-row"

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

/** Sessions that began in the report's days, of all profiles. `s` is the session. */
export function sessionsInRange(scope: ReportScope): Sql {
  return sql`${inRange(scope, sql`s.started_at`)} and ${scope.population.isProfile(sql`s.profile_id`)}`
}

export interface KeyCount {
  /**
   * A statement with one row for each profile and key: `profile_id`, `id`, and `n`, the amount
   * behind it, whose sum over members becomes `value`; with `spelled` also a `spelling` of the id. Numbers make the fastest ids: millions of rows are grouped by them.
   */
  perProfile: Sql
  /** `id` of the row `k` as the key and label of an answer, over `names`. */
  key: Sql
  label: Sql
  /** Joins the names of the counted ids. */
  names?: Sql
  /** The ids are texts without case, and `k.spelling` is one way in which they were written. */
  spelled?: boolean
  limit?: number
}

/** Counts members and all profiles for each key, most members first. Only what may be shown is named: ties at the end are settled by key. */
export function countKeys(
  scope: ReportScope,
  { perProfile, key, label, names = sql``, limit = SECTION_ROWS, spelled = false }: KeyCount
): Promise<Counted[]> {
  return scope.db.rows<Counted & Record<string, unknown>>(sql`
    select ${key} as key, ${label} as label, k.members, k.profiles, k.value from (
      ${countedIds(scope, perProfile, spelled)} order by members desc, profiles desc fetch first ${limit} rows with ties) k ${names}
    order by k.members desc, k.profiles desc, (${key}) collate "C" limit ${limit}`)
}

/** The counts by `id`. Without the fence PostgreSQL would move the membership test into each aggregate and run it twice. */
function countedIds(scope: ReportScope, perProfile: Sql, spelled: boolean): Sql {
  return sql`select u.id, count(*) filter (where u.is_member) as members, count(*) as profiles, coalesce(sum(u.n) filter (where u.is_member), 0)::float8 as value ${spelled ? sql`, min(u.spelling) as spelling` : sql``}
    from (select t.*, ${scope.population.isMember(sql`t.profile_id`)} as is_member from (${perProfile}) t offset 0) u group by u.id`
}
