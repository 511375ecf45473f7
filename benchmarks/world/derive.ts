import sql from "sql-template-tag"
import type { Database } from "../../src/modules/audience/lib/database"
import { addToDays, dayOf } from "../../src/modules/audience/rollups/day-columns"
import { eventNames } from "../../src/modules/audience/rollups/event-names"
import { refreshStates } from "../../src/modules/audience/rollups/refresh-states"
import { SESSION_COLUMNS, sessionFigures } from "../../src/modules/audience/rollups/session-columns"
import { ZONE, type Shape } from "./shape"

const PROFILES_A_STEP = 20_000

/**
 * Sessions, days and states of all events at once, by the aggregates of the fold itself.
 *
 * The fold would meet each profile in many batches; {@link verifyRollups} shows on a sample that
 * the rows are the same. No session here lasts 24 hours, so that none has to be cut.
 */
export async function deriveRollups(database: Database, { profiles }: Shape, update: (text: string) => void): Promise<void> {
  const names = await eventNames(database)
  update("sessions")
  await database.transaction(async (tx) => {
    await tx.execute(sql`set local work_mem = '1GB'`)
    await tx.execute(sql`
      insert into audience.session (profile_id, visitor_id, id, ${SESSION_COLUMNS})
      select e.profile_id, e.visitor_id, e.session_id, ${sessionFigures(names)} from audience.event e group by 1, 2, 3`)
  })
  update("days")
  await database.transaction(async (tx) => {
    await tx.execute(sql`set local work_mem = '1GB'`)
    const started = sql`(select profile_id, visitor_id, ${dayOf(sql`started_at`, ZONE)} as day, 1 as change from audience.session) s`
    await tx.rows(sql`with written as (${addToDays(sql`audience.event`, names, ZONE, started)}) select count(*) from written`)
  })
  await database.execute(sql`analyze audience.session, audience.order_fact, audience.cart, audience.profile, audience.refund`)
  for (let first = 1; first <= profiles; first += PROFILES_A_STEP) {
    update(`states ${first - 1} of ${profiles}`)
    const ids = Array.from({ length: Math.min(PROFILES_A_STEP, profiles - first + 1) }, (_, index) => first + index)
    await database.transaction((tx) => refreshStates(tx, ids))
  }
}
