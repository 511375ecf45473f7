import sql from "sql-template-tag"
import type { SegmentChange } from "../../../contract"
import { fromBytes } from "../lib/bitmap"
import type { Queryable } from "../lib/database"
import { profilesById, type AttributesOf } from "./profiles"

export interface ChangesQuery {
  /** First instant included. */
  from: Date
  /** First instant not included. */
  to: Date
  limit: number
  offset: number
}

/** People named for each change and direction; the counts tell of the rest. */
const NAMED = 20

interface ChangeRow extends Record<string, unknown> {
  id: number
  version: number
  changed_at: Date
  entered: Buffer
  entered_count: number
  left_members: Buffer
  left_count: number
}

/** The evaluations that changed a segment between two instants, newest first, with the first people of each. */
export async function changesOf(
  db: Queryable,
  attributesOf: AttributesOf,
  segmentId: string,
  { from, to, limit, offset }: ChangesQuery
): Promise<{ changes: SegmentChange[]; count: number }> {
  const wanted = sql`segment_id = ${segmentId} and changed_at >= ${from}::timestamptz and changed_at < ${to}::timestamptz`
  const [total] = await db.rows<{ count: number }>(sql`select count(*) as count from audience.segment_change where ${wanted}`)
  const rows = await db.rows<ChangeRow>(sql`
    select id, version, changed_at, entered, entered_count, left_members, left_count from audience.segment_change
    where ${wanted} order by changed_at desc, id desc limit ${limit} offset ${offset}`)
  const named = rows.map((row) => ({ row, entered: first(row.entered), left: first(row.left_members) }))
  const profiles = await profilesById(db, attributesOf, [...new Set(named.flatMap(({ entered, left }) => [...entered, ...left]))])
  const found = (ids: number[]): SegmentChange["entered"] => ids.flatMap((id) => profiles.get(id) ?? [])
  return {
    count: total?.count ?? 0,
    changes: named.map(({ row, entered, left }) => ({
      changed_at: row.changed_at.toISOString(),
      version: row.version,
      entered_count: row.entered_count,
      left_count: row.left_count,
      entered: found(entered),
      left: found(left),
    })),
  }
}

function first(bytes: Buffer): number[] {
  const ids: number[] = []
  for (const id of fromBytes(bytes)) {
    if (ids.length === NAMED) break
    ids.push(id)
  }
  return ids
}
