import { RoaringBitmap32 } from "roaring-wasm"
import sql, { type Sql } from "sql-template-tag"
import { fromBytes, toBytes, type ProfileSet } from "../lib/bitmap"
import { dayOf } from "../lib/clock"
import type { Database, Queryable } from "../lib/database"

/** The result of one evaluation, ready to be stored. */
export interface Result {
  segmentId: string
  /** The version of the definition that was evaluated. */
  version: number
  /** Disposed of by the caller. */
  members: ProfileSet
  /** When the evaluation began: what committed before is in it. */
  at: Date
}

interface Stored extends Record<string, unknown> {
  members: Buffer | null
  members_changed_at: Date | null
  version: number
  evaluated_version: number | null
  evaluated_at: Date | null
}

/**
 * Stores members with their difference to those stored before, its day's counts and the
 * time of evaluation, all in one transaction.
 *
 * The difference is taken under the row's lock, so that two processes which evaluate one
 * segment never count a change twice. A result is dropped when the definition has changed
 * meanwhile, or when a later evaluation has been stored: it would bring back the past.
 *
 * @returns whether anybody entered or left
 */
export async function saveMembers(database: Database, zone: string, result: Result): Promise<boolean> {
  return database.transaction(async (tx) => {
    const [row] = await tx.rows<Stored>(sql`
      select members, members_changed_at, version, evaluated_version, evaluated_at from audience.segment
      where id = ${result.segmentId} and deleted_at is null for update`)
    if (!row || row.version !== result.version) return false
    const isPast = row.evaluated_version === result.version && row.evaluated_at !== null && row.evaluated_at > result.at
    if (isPast) return false
    const before = fromBytes(row.members)
    const { members } = result
    const entered = RoaringBitmap32.andNot(members, before)
    const left = RoaringBitmap32.andNot(before, members)
    try {
      // Changes are told in the order of their times, also when another process's clock is behind.
      const at = row.members_changed_at && row.members_changed_at > result.at ? row.members_changed_at : result.at
      const changed = !entered.isEmpty || !left.isEmpty
      const day = saveDay(result.segmentId, dayOf(at, zone), members.size, entered.size, left.size)
      if (changed)
        await tx.execute(sql`with day as (${day}), change as (${saveChange(result, at, entered, left)}) ${saveSegment(result, at)}`)
      // The first evaluation leaves a count even when nobody is in, so that a trend knows where it begins.
      else await tx.execute(row.evaluated_at ? saveEvaluation(result) : sql`with day as (${day}) ${saveEvaluation(result)}`)
      return changed
    } finally {
      for (const set of [before, entered, left]) set.dispose()
    }
  })
}

function saveChange({ segmentId, version }: Result, at: Date, entered: ProfileSet, left: ProfileSet): Sql {
  return sql`
    insert into audience.segment_change (segment_id, version, changed_at, entered, entered_count, left_members, left_count)
    values (${segmentId}, ${version}, ${at}, ${toBytes(entered)}, ${entered.size}, ${toBytes(left)}, ${left.size})`
}

function saveDay(segmentId: string, day: string, members: number, entered: number, left: number): Sql {
  return sql`
    insert into audience.segment_day (segment_id, day, members, entered, left_count)
    values (${segmentId}, ${day}, ${members}, ${entered}, ${left})
    on conflict (segment_id, day) do update set members = excluded.members,
      entered = segment_day.entered + excluded.entered, left_count = segment_day.left_count + excluded.left_count`
}

function saveSegment(result: Result, at: Date): Sql {
  const { segmentId, members } = result
  // Copies in other processes go by the time of the change: two changes of one instant must differ in it.
  return sql`
    update audience.segment set members = ${toBytes(members)}, members_count = ${members.size},
      members_changed_at = greatest(${at}::timestamptz, members_changed_at + interval '1 microsecond'), ${evaluated(result)}
    where id = ${segmentId}`
}

function saveEvaluation(result: Result): Sql {
  return sql`update audience.segment set ${evaluated(result)} where id = ${result.segmentId}`
}

function evaluated({ version, at }: Result): Sql {
  return sql`evaluated_at = greatest(evaluated_at, ${at}::timestamptz), evaluated_version = ${version}, error = null, failed_at = null`
}

/** Notes that a segment could not be evaluated. Its members stay what they were. */
export async function saveFailure(db: Queryable, segmentId: string, error: Error, at: Date): Promise<void> {
  await db.execute(sql`
    update audience.segment set error = ${error.message.slice(0, 1000)}, failed_at = ${at} where id = ${segmentId} and deleted_at is null`)
}

/** Notes that the stored members of segments are still right as of `at`. */
export async function saveUnchanged(db: Queryable, segmentIds: readonly string[], at: Date): Promise<void> {
  if (segmentIds.length === 0) return
  await db.execute(sql`
    update audience.segment set evaluated_at = ${at}
    where id = any(${segmentIds}::text[]) and evaluated_at < ${at} and evaluated_version = version and deleted_at is null`)
}
