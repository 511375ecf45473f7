import sql, { type Sql } from "sql-template-tag"
import type { Transaction } from "../lib/database"
import type { EventNames } from "./event-names"
import { countSessions, dayOf } from "./day-columns"
import { LONGEST_SESSION } from "./add-events"
import { SESSION_COLUMNS, sessionFigures } from "./session-columns"

/** Only events whose batch has been folded: the others are counted by the fold that takes their batch. */
export const FOLDED = sql`not exists (select from audience.event_batch b where b.id = e.batch_id)`

/**
 * Derives sessions from their raw events, from `since` to `until`, and counts them on their days.
 *
 * A session takes the events up to 24 hours after its first one; the next event starts
 * the next part. The rows that are to be derived must have been deleted.
 *
 * @param due a relation (profile_id, visitor_id, id, part, since, until): the part that the event at `since` starts
 */
export async function deriveSessions(tx: Transaction, due: Sql, names: EventNames, zone: string): Promise<void> {
  const sameSession = sql`e.profile_id = s.profile_id and e.visitor_id = s.visitor_id and e.session_id = s.id`
  await tx.execute(sql`
    with recursive start as (
      select profile_id, visitor_id, id, part::int as part, since as started_at, until from ${due}
      union all
      select s.profile_id, s.visitor_id, s.id, s.part + 1, next.at, s.until
      from start s, lateral (
        select min(e.at) as at from audience.event e
        where ${sameSession} and e.at > s.started_at + ${LONGEST_SESSION} and e.at <= s.until and ${FOLDED}
      ) next
      where s.until > s.started_at + ${LONGEST_SESSION} and next.at is not null
    ), span as (
      select *, lead(started_at, 1, 'infinity') over (partition by profile_id, visitor_id, id order by part) as next_at from start
    ), derived as (
      insert into audience.session (profile_id, visitor_id, id, part, ${SESSION_COLUMNS})
      select s.profile_id, s.visitor_id, s.id, s.part, ${sessionFigures(names)}
      from span s join audience.event e on ${sameSession} and e.at >= s.started_at and e.at < s.next_at and e.at <= s.until
      where ${FOLDED} group by 1, 2, 3, 4
      returning profile_id, visitor_id, started_at
    ), started as (
      select profile_id, visitor_id, ${dayOf(sql`started_at`, zone)} as day, 1 as change from derived
    )
    ${countSessions(sql`started`)}`)
}
