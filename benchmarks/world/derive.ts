import sql from "sql-template-tag"
import type { Database } from "../../src/modules/audience/lib/database"
import { addToDays, dayOf } from "../../src/modules/audience/rollups/day-columns"
import { eventNames, type EventNames } from "../../src/modules/audience/rollups/event-names"
import { refreshStates } from "../../src/modules/audience/rollups/refresh-states"
import { SESSION_COLUMNS, sessionFigures } from "../../src/modules/audience/rollups/session-columns"
import { monthsOf, ZONE, type Shape } from "./shape"

const PROFILES_A_STEP = 20_000

/**
 * Sessions, days and states of all events at once, by the aggregates of the fold itself.
 *
 * The fold would meet each profile in many batches; {@link verifyRollups} shows on a sample that
 * the rows are the same. They lie on disk in the order of time, as the fold leaves them. No
 * session here lasts 24 hours, so that none has to be cut.
 */
export async function deriveRollups(database: Database, { profiles }: Shape, tell: (text: string) => void): Promise<void> {
  const names = await eventNames(database)
  tell("sessions")
  await deriveSessions(database, names)
  for (const month of monthsOf()) {
    tell(`days of ${month.from.slice(0, 7)}`)
    await deriveDays(database, names, month)
  }
  await database.execute(sql`analyze audience.session, audience.order_fact, audience.cart, audience.profile, audience.refund`)
  for (let first = 1; first <= profiles; first += PROFILES_A_STEP) {
    if (first % (10 * PROFILES_A_STEP) === 1) tell(`states from ${first}`)
    const ids = Array.from({ length: Math.min(PROFILES_A_STEP, profiles - first + 1) }, (_, index) => first + index)
    await database.transaction((tx) => refreshStates(tx, ids))
  }
}

async function deriveSessions(database: Database, names: EventNames): Promise<void> {
  await database.transaction(async (tx) => {
    await tx.execute(sql`set local work_mem = '1GB'`)
    await tx.execute(sql`
      insert into audience.session (profile_id, visitor_id, id, ${SESSION_COLUMNS})
      select e.profile_id, e.visitor_id, e.session_id, ${sessionFigures(names)} from audience.event e group by 1, 2, 3 order by min(e.at)`)
  })
}

async function deriveDays(database: Database, names: EventNames, { from, to }: { from: string; to: string }): Promise<void> {
  await database.transaction(async (tx) => {
    await tx.execute(sql`set local work_mem = '256MB'`)
    const events = sql`(select * from audience.event where at >= ${from}::timestamptz and at < ${to}::timestamptz)`
    const started = sql`(
      select profile_id, visitor_id, ${dayOf(sql`started_at`, ZONE)} as day, 1 as change
      from audience.session where started_at >= ${from}::timestamptz and started_at < ${to}::timestamptz) s`
    await tx.rows(sql`with written as (${addToDays(events, names, ZONE, started)}) select count(*) from written`)
  })
}
