import sql, { type Sql } from "sql-template-tag"
import type { Queryable } from "../lib/database"

export interface FoundVisitor {
  uuid: string
  visitorId: number
  profileId: number
  created_at: Date
  consent_analytics: boolean | null
  consent_personalization: boolean | null
  consent_marketing: boolean | null
}

/**
 * The visitor rows that these browsers' events belong to; unknown browsers are left out.
 *
 * The current row of a browser; without one (its last visitor logged out) the latest ended
 * row, for events from before its end: a queue that is sent late must not make a new person.
 */
export async function findVisitors(db: Queryable, visitors: { uuid: string; firstAt: Date }[]): Promise<Map<string, FoundVisitor>> {
  return byUuid(await db.rows<FoundVisitor>(visitorsSql(visitors)))
}

export const byUuid = (rows: FoundVisitor[]): Map<string, FoundVisitor> => new Map(rows.map((row) => [row.uuid, row]))

/** The statement of {@link findVisitors}, for a transaction to open with. */
export function visitorsSql(visitors: { uuid: string; firstAt: Date }[]): Sql {
  return sql`
    select distinct on (wanted.uuid) wanted.uuid, visitor.id as "visitorId", visitor.profile_id as "profileId", visitor.created_at,
      profile.consent_analytics, profile.consent_personalization, profile.consent_marketing
    from unnest(${visitors.map(({ uuid }) => uuid)}::uuid[], ${visitors.map(({ firstAt }) => firstAt)}::timestamptz[]) as wanted (uuid, first_at)
    join audience.visitor on visitor.uuid = wanted.uuid and (visitor.ended_at is null or visitor.ended_at >= wanted.first_at)
    join audience.profile on profile.id = visitor.profile_id
    order by wanted.uuid, visitor.ended_at desc nulls first`
}
