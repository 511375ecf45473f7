import sql from "sql-template-tag"
import type { FlowSegment } from "../../../../contract"
import type { Queryable } from "../../lib/database"

export type SegmentHistory = Pick<FlowSegment, "since" | "redefined_at">

/** Since when each segment's members are known, and when its rule was changed last between two instants. */
export async function historiesOf(db: Queryable, ids: readonly string[], from: Date, to: Date): Promise<SegmentHistory[]> {
  const rows = await db.rows<{ since: Date | null; redefined_at: Date | null }>(sql`
    select (select c.changed_at from audience.segment_change c where c.segment_id = g.id order by c.changed_at limit 1) as since,
      (select max(v.created_at) from audience.segment_version v
        join audience.segment_version b on b.segment_id = v.segment_id and b.version = v.version - 1 and b.rule is distinct from v.rule
        where v.segment_id = g.id and v.created_at > ${from}::timestamptz and v.created_at <= ${to}::timestamptz) as redefined_at
    from unnest(${ids}::text[]) with ordinality g (id, place) order by g.place`)
  return rows.map(({ since, redefined_at }) => ({
    since: since?.toISOString() ?? null,
    redefined_at: redefined_at?.toISOString() ?? null,
  }))
}
