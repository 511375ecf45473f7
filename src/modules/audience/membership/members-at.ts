import sql from "sql-template-tag"
import { notFound } from "../errors"
import { fromBytes, type ProfileSet } from "../lib/bitmap"
import type { Queryable } from "../lib/database"

interface Row extends Record<string, unknown> {
  /** Of the segment itself, whose row comes first; null on its changes. */
  members: Buffer | null
  entered: Buffer | null
  left_members: Buffer | null
}

/**
 * The members at a past instant: those of now, with every change since taken back, the latest first.
 *
 * Members and changes come by one statement: between two, a change could be stored that is
 * in one of them only. Before its first evaluation a segment has no members.
 *
 * @throws not_found
 */
export async function membersAt(db: Queryable, segmentId: string, at: Date): Promise<ProfileSet> {
  const [now, ...changes] = await db.rows<Row>(sql`
    select s.members, null::bytea as entered, null::bytea as left_members, null::bigint as change from audience.segment s
    where s.id = ${segmentId} and s.deleted_at is null
    union all
    select null, c.entered, c.left_members, c.id from audience.segment_change c where c.segment_id = ${segmentId} and c.changed_at > ${at}::timestamptz
    order by change desc nulls first`)
  // A change without its segment: it was deleted.
  if (!now || now.entered !== null) throw notFound(`Segment with id: ${segmentId} was not found`)
  const members = fromBytes(now.members)
  for (const change of changes) {
    const entered = fromBytes(change.entered)
    const left = fromBytes(change.left_members)
    members.andNotInPlace(entered)
    members.orInPlace(left)
    entered.dispose()
    left.dispose()
  }
  return members
}
