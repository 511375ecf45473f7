import sql from "sql-template-tag"
import type { SegmentUse } from "../../../contract"
import type { Queryable } from "../lib/database"
import type { Segments } from "../segments"

/** What rests on a segment: other segments whose rules name it, and the customer group that is kept in step with it. */
export async function usesOf(db: Queryable, segments: Segments, segmentId: string): Promise<SegmentUse[]> {
  const { customer_group_id: group } = await segments.get(segmentId)
  const dependents = await segments.dependents(segmentId)
  const uses = dependents.map(({ id, name }): SegmentUse => ({ kind: "segment", id, name }))
  if (!group) return uses
  const [label] = await db.rows<{ label: string }>(sql`select label from audience.label where kind = 'customer_group' and id = ${group}`)
  return [...uses, { kind: "customer_group", id: group, name: label?.label ?? group }]
}
