import sql from "sql-template-tag"
import { fromBytes, setOf, toBytes, type ProfileSet } from "../lib/bitmap"
import type { Transaction } from "../lib/database"
import type { StageContext } from "../stage"
import { countDecisions } from "./count-decisions"
import { nextEvaluation } from "./evaluation-number"

/** How many memberships and changes named one of the profiles. */
export interface ForgottenProfiles {
  memberships: number
  changes: number
}

const CHANGES_A_READ = 500

/**
 * Takes profiles out of every membership and every past change, as if they had never been there.
 *
 * The counts by day stay: how many people a segment had on a day names nobody. Each
 * segment is a transaction of its own, so that no evaluation waits for the others.
 */
export async function forgetProfiles(
  { database, clock }: StageContext,
  profileIds: readonly number[],
  since: Date | null
): Promise<ForgottenProfiles> {
  const ids = setOf(profileIds)
  const forgotten = { memberships: 0, changes: 0 }
  try {
    const segments = await database.rows<{ id: string }>(sql`select id from audience.segment order by id`)
    for (const { id } of segments) {
      await database.transaction(async (tx) => {
        if (await leaveMembers(tx, id, ids, clock.now())) forgotten.memberships++
        // What was decided about them by hand went with their rows.
        await countDecisions(tx, id)
        forgotten.changes += await leaveChanges(tx, id, ids, since)
      })
    }
    return forgotten
  } finally {
    ids.dispose()
  }
}

/**
 * An evaluation that began before the profiles were gone would bring them back: the larger
 * number makes it one of the past, whose result is dropped.
 */
async function leaveMembers(tx: Transaction, segmentId: string, ids: ProfileSet, now: Date): Promise<boolean> {
  const [row] = await tx.rows<{ members: Buffer | null }>(sql`select members from audience.segment where id = ${segmentId} for update`)
  const members = fromBytes(row?.members ?? null)
  try {
    const before = members.size
    members.andNotInPlace(ids)
    const found = members.size < before
    await tx.execute(sql`update audience.segment set evaluation = ${await nextEvaluation(tx)} where id = ${segmentId}`)
    if (!found) return false
    await tx.execute(sql`
      update audience.segment set members = ${toBytes(members)}, members_count = ${members.size},
        members_changed_at = greatest(${now}::timestamptz, members_changed_at + interval '1 microsecond')
      where id = ${segmentId}`)
    return true
  } finally {
    members.dispose()
  }
}

/** @returns how many changes named one of the profiles */
async function leaveChanges(tx: Transaction, segmentId: string, ids: ProfileSet, since: Date | null): Promise<number> {
  let changed = 0
  for (let after = 0; ;) {
    const rows = await tx.rows<{ id: number; entered: Buffer; left_members: Buffer }>(sql`
      select id, entered, left_members from audience.segment_change
      where segment_id = ${segmentId} and id > ${after} and (${since}::timestamptz is null or changed_at >= ${since}::timestamptz)
      order by id limit ${CHANGES_A_READ}`)
    for (const row of rows) {
      const [entered, left] = [without(row.entered, ids), without(row.left_members, ids)]
      if (!entered && !left) continue
      changed++
      await tx.execute(sql`
        update audience.segment_change set
          entered = coalesce(${entered?.bytes ?? null}::bytea, entered), entered_count = coalesce(${entered?.size ?? null}::int, entered_count),
          left_members = coalesce(${left?.bytes ?? null}::bytea, left_members), left_count = coalesce(${left?.size ?? null}::int, left_count)
        where id = ${row.id}`)
    }
    const last = rows.at(-1)
    if (!last || rows.length < CHANGES_A_READ) return changed
    after = last.id
  }
}

/** The set without the profiles; null where it has none of them. */
function without(bytes: Buffer, ids: ProfileSet): { bytes: Buffer; size: number } | null {
  const set = fromBytes(bytes)
  try {
    if (!set.intersects(ids)) return null
    set.andNotInPlace(ids)
    return { bytes: toBytes(set), size: set.size }
  } finally {
    set.dispose()
  }
}
