import { DateTime } from "luxon"
import sql, { type Sql } from "sql-template-tag"
import type { Retention, RetentionCohort } from "../../../../contract"
import type { ProfileSet } from "../../lib/bitmap"
import { dayStart } from "../../lib/clock"
import type { Queryable } from "../../lib/database"
import { readProfileSets } from "../../lib/read-ids"

export interface RetentionQuestion extends Pick<Retention, "by" | "interval" | "returning"> {
  /** How many weeks or months to look at, the present one included. */
  periods: number
}

interface Scope {
  /** Whom the cohorts are made of; null is everybody. */
  members: ProfileSet | null
  hidden: ProfileSet
  zone: string
  /** The calendar day it is now. */
  today: string
}

/**
 * People by the week or month in which they came (or bought) first, and how many of each came back in every one since.
 *
 * Cohorts and returns are sets: one pass over the days gives the people of each interval, and what
 * is left is to intersect them. A grouping by cohort and interval in SQL has to bring
 * each person's days together first, which took several times as long.
 */
export async function retentionOf(db: Queryable, scope: Scope, question: RetentionQuestion): Promise<Retention> {
  const { by, interval, returning } = question
  const starts = intervalStarts(scope.today, question)
  const first = starts[0] ?? scope.today
  const cohortSets = await setsByInterval(db, came(by, scope.zone, first), interval)
  const returnSets = await setsByInterval(db, returned(returning, scope.zone, first), interval)
  for (const set of cohortSets.values()) {
    set.andNotInPlace(scope.hidden)
    if (scope.members) set.andInPlace(scope.members)
  }
  const cohorts = starts.map((start, place): RetentionCohort => {
    const cohort = cohortSets.get(start)
    const size = cohort?.size ?? 0
    const counts = starts.slice(place).map((since) => {
      const back = returnSets.get(since)
      return cohort && back ? cohort.andCardinality(back) : 0
    })
    return { start, size, returned: counts.map((people) => ({ people, share: size > 0 ? people / size : 0 })) }
  })
  for (const set of [...cohortSets.values(), ...returnSets.values()]) set.dispose()
  return { by, interval, returning, cohorts: [...cohorts].reverse(), average: averages(cohorts) }
}

/** First days of the intervals, oldest first. */
function intervalStarts(today: string, { interval, periods }: RetentionQuestion): string[] {
  const last = DateTime.fromISO(today, { zone: "utc" }).startOf(interval)
  return Array.from({ length: periods }, (_, place) => last.minus({ [interval]: periods - 1 - place }).toFormat("yyyy-MM-dd"))
}

/** The sets of a statement's `key`, a day, by the first day of its interval. The days are few: telling the interval of each row takes longest. */
async function setsByInterval(db: Queryable, days: Sql, interval: Retention["interval"]): Promise<Map<string, ProfileSet>> {
  const sets = new Map<string, ProfileSet>()
  for (const [day, set] of await readProfileSets(db, days)) {
    const start = DateTime.fromISO(day, { zone: "utc" }).startOf(interval).toFormat("yyyy-MM-dd")
    const known = sets.get(start)
    if (!known) {
      sets.set(start, set)
      continue
    }
    known.orInPlace(set)
    set.dispose()
  }
  return sets
}

/** `key` and `profile_id`: the day on which each person came or bought first. Orders that were canceled are none. */
function came(by: Retention["by"], zone: string, first: string): Sql {
  const at = by === "first_visit" ? sql`s.first_seen` : sql`s.first_order_at`
  return sql`select (${at} at time zone ${zone})::date as key, s.profile_id from audience.profile_state s
    where ${at} >= ${dayStart(first, zone)}::timestamptz`
}

function returned(returning: Retention["returning"], zone: string, first: string): Sql {
  return returning === "visit"
    ? sql`select d.day as key, d.profile_id from audience.profile_day d where d.day >= ${first}::date`
    : sql`select (o.placed_at at time zone ${zone})::date as key, o.profile_id from audience.order_fact o
        where o.placed_at >= ${dayStart(first, zone)}::timestamptz and o.canceled_at is null`
}

/** Over all cohorts, weighted by their people. An interval that is not over would pull the average down: it is left out, the present one of each cohort. */
function averages(cohorts: readonly RetentionCohort[]): (number | null)[] {
  return cohorts.map((_, since) => {
    const over = cohorts.filter(({ returned }) => since < returned.length - 1)
    const size = over.reduce((sum, cohort) => sum + cohort.size, 0)
    const people = over.reduce((sum, { returned }) => sum + (returned[since]?.people ?? 0), 0)
    return size > 0 ? people / size : null
  })
}
