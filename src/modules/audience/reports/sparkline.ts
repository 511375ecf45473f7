import sql from "sql-template-tag"
import type { Queryable } from "../lib/database"

/**
 * Member counts at the end of each of the last `days` days up to `today`, oldest first, by segment.
 *
 * A day without a row changed nothing: it repeats the day before; days before the first row are 0.
 */
export async function sparklinesOf(
  db: Queryable,
  segmentIds: readonly string[],
  today: string,
  days: number
): Promise<Map<string, number[]>> {
  const rows = await db.rows<{ id: string; members: number[] }>(sql`
    select i.id, array_agg(coalesce(m.members, 0) order by d.day) as members
    from unnest(${segmentIds}::text[]) i (id)
    cross join generate_series(${today}::date - ${days - 1}::int, ${today}::date, interval '1 day') d (day)
    left join lateral (select s.members from audience.segment_day s where s.segment_id = i.id and s.day <= d.day::date order by s.day desc limit 1) m on true
    group by i.id`)
  return new Map(rows.map((row) => [row.id, row.members]))
}
