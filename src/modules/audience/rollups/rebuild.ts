import sql from "sql-template-tag"
import type { StageContext } from "../stage"
import { deriveSessions, FOLDED } from "./derive-sessions"
import { eventNames } from "./event-names"
import { addToDays } from "./day-columns"
import { keptSince } from "./kept-since"
import { lockRollups } from "./lock"
import { refreshStates } from "./refresh-states"
import { touch } from "./touch"

/**
 * Derives sessions, days and states of these profiles anew from their raw events.
 *
 * The result is the row for row the fold's, whatever order and batches it met the events in.
 * Sessions and days from before the retention of events stay as they are, their events may be
 * gone; so does a session that spans that moment.
 */
export function rebuild(context: StageContext, profileIds: number[]): Promise<void> {
  const { database, options } = context
  return database.transaction(async (tx) => {
    await lockRollups(tx)
    const since = keptSince(context)
    const names = await eventNames(tx)
    const these = sql`profile_id = any(${profileIds}::int[])`
    const events = sql`(select * from audience.event e where ${these} and at >= ${since.at}::timestamptz and ${FOLDED})`
    await tx.execute(sql`delete from audience.profile_day where ${these} and day >= ${since.day}::date`)
    await tx.execute(sql`delete from audience.session where ${these} and started_at >= ${since.at}::timestamptz`)
    await tx.execute(addToDays(events, names, options.timeZone))
    const due = sql`(
      select e.profile_id, e.visitor_id, e.session_id as id, 0 as part, min(e.at) as since, max(e.at) as until from ${events} e
      where not exists (
        select from audience.session s where s.profile_id = e.profile_id and s.visitor_id = e.visitor_id and s.id = e.session_id)
      group by 1, 2, 3
    ) due`
    await deriveSessions(tx, due, names, options.timeZone)
    await refreshStates(tx, profileIds)
    await touch(tx, profileIds)
  })
}
