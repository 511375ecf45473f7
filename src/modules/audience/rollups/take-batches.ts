import sql from "sql-template-tag"
import type { Transaction } from "../lib/database"

/** Batches that leave the queue with the transaction, and the span of their events' times. */
export interface TakenBatches {
  ids: number[]
  events: number
  /** PostgreSQL's own text: a Date would cut microseconds off. */
  firstAt: string
  lastAt: string
  /** Whether the limit left further batches waiting. */
  more: boolean
}

/**
 * Takes the oldest batches, as many as hold `maxEvents` events but at least one; null when none waits.
 *
 * Only batches whose transaction has committed are seen here. One that commits later, with a
 * smaller id than these, is simply still there the next time.
 */
export async function takeBatches(tx: Transaction, maxEvents: number): Promise<TakenBatches | null> {
  const [taken] = await tx.rows<{ ids: number[] | null; events: number; first_at: string; last_at: string; more: boolean }>(sql`
    with waiting as (
      select id, sum(events) over (order by id) - events as before from audience.event_batch
    ), taken as (
      delete from audience.event_batch where id in (select id from waiting where before < ${maxEvents})
      returning id, events, first_at, last_at
    )
    select array_agg(id) as ids, sum(events) as events, min(first_at)::text as first_at, max(last_at)::text as last_at,
      count(*) < (select count(*) from waiting) as more
    from taken`)
  if (!taken?.ids) return null
  return { ids: taken.ids, events: taken.events, firstAt: taken.first_at, lastAt: taken.last_at, more: taken.more }
}
