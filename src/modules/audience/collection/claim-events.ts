import sql, { type Sql } from "sql-template-tag"
import type { Transaction } from "../lib/database"

/** Times of the earliest and the latest event of a batch, in milliseconds since 1970. */
export interface Span {
  first: number
  last: number
}

export interface Claim {
  /** Number of the batch that the new events belong to; null when none is new. */
  batchId: number | null
  /** Answers, for one event after the other, whether it is new; once true, then false for the same id. */
  take(id: string): boolean
}

/**
 * Remembers the ids of events and tells which were not known; see {@link readClaim}. The batch's row in `event_batch`
 * commits with its events: that is what the fold looks for.
 *
 * Sorted, so that two processes that were sent the same events wait for each other in one direction only.
 */
export function claimSql(ids: string[], span: Span, now: Date): Sql {
  return sql`
    with fresh as (
      insert into audience.recent_event (id, received_on)
      select id, ${now.toISOString().slice(0, 10)}::date from unnest(${`{${ids.sort().join(",")}}`}::uuid[]) as id
      on conflict do nothing returning id
    ), batch as (
      insert into audience.event_batch (received_at, events, first_at, last_at)
      select ${now}::timestamptz, count(*), ${new Date(span.first)}::timestamptz, ${new Date(span.last)}::timestamptz from fresh having count(*) > 0
      returning id
    )
    select (select id from batch) as batch_id, case when count(*) < ${ids.length}::int then array_agg(id::text) end as some from fresh`
}

/** Reads the answer of {@link claimSql}. */
export function readClaim([row]: { batch_id?: number | null; some?: string[] | null }[]): Claim {
  const batchId = row?.batch_id ?? null
  // Nearly always all are new, and their ids need not travel back.
  const some = row?.some ? new Set(row.some) : null
  return { batchId, take: (id) => batchId !== null && (some === null || some.delete(id)) }
}

/** Takes back the claim on events that are not stored after all: when they are sent again, they are refused again. */
export async function releaseEvents(tx: Transaction, batchId: number, ids: string[], areAll: boolean): Promise<void> {
  await tx.execute(sql`delete from audience.recent_event where id = any(${ids}::uuid[])`)
  if (areAll) await tx.execute(sql`delete from audience.event_batch where id = ${batchId}`)
  else await tx.execute(sql`update audience.event_batch set events = events - ${ids.length}::int where id = ${batchId}`)
}
