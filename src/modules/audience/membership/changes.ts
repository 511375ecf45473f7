import sql, { empty } from "sql-template-tag"
import { emptySet, fromBytes, type ProfileSet } from "../lib/bitmap"
import type { Database, Queryable } from "../lib/database"

/** See {@link Membership.changes}: somebody who left and came back between the two instants is in neither set. */
export async function changesBetween(
  db: Queryable,
  segmentId: string,
  from: Date,
  to: Date
): Promise<{ entered: ProfileSet; left: ProfileSet }> {
  const rows = await db.rows<{ entered: Buffer; left_members: Buffer }>(sql`
    select entered, left_members from audience.segment_change
    where segment_id = ${segmentId} and changed_at > ${from} and changed_at <= ${to} order by id`)
  const entered = emptySet()
  const left = emptySet()
  for (const row of rows) {
    move(fromBytes(row.entered), { into: entered, outOf: left })
    move(fromBytes(row.left_members), { into: left, outOf: entered })
  }
  return { entered, left }
}

/** Whoever is in `outOf` is taken out of it, the others go into `into`. */
function move(set: ProfileSet, { into, outOf }: { into: ProfileSet; outOf: ProfileSet }): void {
  const back = set.clone()
  back.andInPlace(outOf)
  outOf.andNotInPlace(back)
  set.andNotInPlace(back)
  into.orInPlace(set)
  back.dispose()
  set.dispose()
}

const CHANGES_A_READ = 200

/**
 * When the profile last entered; null when no change says so. In the order of their times, which is that of their ids: by id
 * alone PostgreSQL reads the changes of all segments.
 */
export async function lastEntered(database: Database, segmentId: string, profileId: number): Promise<Date | null> {
  for (let before = empty; ;) {
    const rows: { id: number; changed_at: Date; exact: string; entered: Buffer }[] = await database.rows(sql`
      select id, changed_at, changed_at::text as exact, entered from audience.segment_change
      where segment_id = ${segmentId} and entered_count > 0 ${before}
      order by changed_at desc, id desc limit ${CHANGES_A_READ}`)
    for (const { changed_at: at, entered } of rows) {
      const set = fromBytes(entered)
      const found = set.has(profileId)
      set.dispose()
      if (found) return at
    }
    const last = rows.at(-1)
    if (!last || rows.length < CHANGES_A_READ) return null
    before = sql`and (changed_at, id) < (${last.exact}::timestamptz, ${last.id}::bigint)`
  }
}
