import sql, { type Sql } from "sql-template-tag"
import type { Transaction } from "../lib/database"
import { deriveSessions } from "./derive-sessions"
import type { EventNames } from "./event-names"
import { countSessions, dayOf } from "./day-columns"
import type { LongSession } from "./add-events"

interface Cut extends LongSession {
  part: number
}

/**
 * Cuts session ids that were used for more than 24 hours into parts, as the order of all their events says.
 *
 * Parts that start before the earliest new event stay as they are, but for the last of
 * them, which may hold that event: everything from there on is derived from raw events.
 * A kiosk that never ends its session therefore costs one day's events, not its whole past.
 */
export async function cutSessions(tx: Transaction, sessions: LongSession[], names: EventNames, zone: string): Promise<void> {
  if (sessions.length === 0) return
  const cuts = await tx.rows<Cut>(sql`
    with cut as (
      select due.profile_id, due.visitor_id, due.id, coalesce(kept.part, 0) as part, coalesce(kept.started_at, due.since) as since, due.until
      from ${relation(sessions.map((session) => ({ ...session, part: 0 })))}
      left join lateral (
        select part, started_at from audience.session s
        where s.profile_id = due.profile_id and s.visitor_id = due.visitor_id and s.id = due.id and s.started_at <= due.since
        order by part desc limit 1
      ) kept on true
    ), removed as (
      delete from audience.session s using cut
      where s.profile_id = cut.profile_id and s.visitor_id = cut.visitor_id and s.id = cut.id and s.part >= cut.part
      returning s.profile_id, s.visitor_id, s.started_at
    ), ended as (
      select profile_id, visitor_id, ${dayOf(sql`started_at`, zone)} as day, -1 as change from removed
    ), counted as (${countSessions(sql`ended`)})
    select profile_id, visitor_id, id, part, since::text as since, until::text as until from cut`)
  await deriveSessions(tx, relation(cuts), names, zone)
}

function relation(cuts: Cut[]): Sql {
  return sql`unnest(
    ${cuts.map((cut) => cut.profile_id)}::int[], ${cuts.map((cut) => cut.visitor_id)}::int[], ${cuts.map((cut) => cut.id)}::uuid[],
    ${cuts.map((cut) => cut.part)}::int[], ${cuts.map((cut) => cut.since)}::timestamptz[], ${cuts.map((cut) => cut.until)}::timestamptz[]
  ) as due (profile_id, visitor_id, id, part, since, until)`
}
