import sql, { type Sql } from "sql-template-tag"
import type { Transaction } from "../lib/database"
import type { EventNames } from "./event-names"
import { addToDays, dayOf } from "./day-columns"
import { SESSION_COLUMNS, sessionFigures, uniteSessions } from "./session-columns"

/** After this long a session id starts a new session: a browser that is never closed visits every day. */
export const LONGEST_SESSION = sql`interval '24 hours'`

/** A session id whose events span more than a session may: its parts have to be cut anew. */
export interface LongSession extends Record<string, unknown> {
  profile_id: number
  visitor_id: number
  id: string
  /** Time of the earliest new event, as PostgreSQL's own text: a Date would cut microseconds off. */
  since: string
  /** Time of the latest event, new or known. */
  until: string
}

/**
 * Adds events to the sessions they belong to and to the days they happened on; answers the profiles they
 * belong to, and the session ids that are left to be cut into parts.
 *
 * The look-up of the stored session is lateral, so that it goes through the primary key
 * whatever the planner thinks of the number of events.
 *
 * @param events a relation of events that are in no session and no day yet
 */
export async function addEvents(
  tx: Transaction,
  events: Sql,
  names: EventNames,
  zone: string
): Promise<{ profileIds: number[]; long: LongSession[] }> {
  const [row] = await tx.rows<{ profile_ids: number[] | null; long: LongSession[] | null }>(sql`
    with fresh (profile_id, visitor_id, id, ${SESSION_COLUMNS}) as (
      select e.profile_id, e.visitor_id, e.session_id, ${sessionFigures(names)} from ${events} e group by 1, 2, 3
    ), met as materialized (
      select fresh.*, known.started_at as known_start, greatest(known.last_at, fresh.last_at) as until,
        coalesce(known.part, 0) > 0
          or greatest(known.last_at, fresh.last_at) > least(known.started_at, fresh.started_at) + ${LONGEST_SESSION} as long
      from fresh, lateral (
        select min(started_at) as started_at, max(last_at) as last_at, max(part) as part from audience.session s
        where s.profile_id = fresh.profile_id and s.visitor_id = fresh.visitor_id and s.id = fresh.id
      ) known
    ), united as (
      insert into audience.session as stored (profile_id, visitor_id, id, ${SESSION_COLUMNS})
      select profile_id, visitor_id, id, ${SESSION_COLUMNS} from met where not long
      on conflict (profile_id, visitor_id, id, part) do update set ${uniteSessions()}
    ), started as (
      select profile_id, visitor_id, ${dayOf(sql`least(known_start, started_at)`, zone)} as day, 1 as change from met where not long
      union all
      select profile_id, visitor_id, ${dayOf(sql`known_start`, zone)}, -1 from met where not long and known_start is not null
    ), written as (${addToDays(events, names, zone, sql`started`)})
    select
      (select array_agg(distinct profile_id) from written) as profile_ids,
      (select json_agg(json_build_object('profile_id', profile_id, 'visitor_id', visitor_id, 'id', id,
        'since', started_at::text, 'until', until::text)) from met where long) as long`)
  return { profileIds: row?.profile_ids ?? [], long: row?.long ?? [] }
}
