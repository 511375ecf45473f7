import sql from "sql-template-tag"
import type { StageContext } from "../stage"
import { cutSessions } from "./cut-sessions"
import { eventNames } from "./event-names"
import { addEvents } from "./add-events"
import { lockRollups } from "./lock"
import { refreshStates } from "./refresh-states"
import { takeBatches } from "./take-batches"
import { followTimeZone } from "./time-zone"
import { touch } from "./touch"

export interface FoldResult {
  batches: number
  events: number
  profiles: number
  /** Whether further batches wait that were beyond the limit. */
  more: boolean
}

/** Bounds a transaction's time and memory while it catches up; some seconds' work. */
const MAX_EVENTS = 500_000

/** Reads waiting batches into the rollups, in one transaction: a fold that dies has changed nothing, its batches wait. */
export function fold(context: StageContext, maxEvents = MAX_EVENTS): Promise<FoldResult> {
  const { database, options } = context
  return database.transaction(async (tx) => {
    await lockRollups(tx)
    await followTimeZone(context, tx)
    const batches = await takeBatches(tx, maxEvents)
    if (!batches) return { batches: 0, events: 0, profiles: 0, more: false }
    // One sort of half a million events fits; the default of 4 MB would write them to disk.
    await tx.execute(sql`set local work_mem = '128MB'`)
    const names = await eventNames(tx)
    const events = sql`(
      select * from audience.event
      where batch_id = any(${batches.ids}::bigint[]) and at >= ${batches.firstAt}::timestamptz and at <= ${batches.lastAt}::timestamptz
    )`
    const { profileIds, long } = await addEvents(tx, events, names, options.timeZone)
    await cutSessions(tx, long, names, options.timeZone)
    await refreshStates(tx, profileIds)
    await touch(tx, profileIds)
    return { batches: batches.ids.length, events: batches.events, profiles: profileIds.length, more: batches.more }
  })
}
