import sql from "sql-template-tag"
import { notFound } from "../errors"
import { fromBytes, type ProfileSet } from "../lib/bitmap"
import type { Queryable } from "../lib/database"

/** The stored members of a segment; empty before its first evaluation. @throws not_found */
export async function storedMembers(db: Queryable, segmentId: string): Promise<ProfileSet> {
  const [row] = await db.rows<{ members: Buffer | null }>(
    sql`select members from audience.segment where id = ${segmentId} and deleted_at is null`
  )
  if (!row) throw notFound(`Segment with id: ${segmentId} was not found`)
  return fromBytes(row.members)
}
