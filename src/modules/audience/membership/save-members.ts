import { RoaringBitmap32 } from "roaring-wasm"
import sql, { join, raw, type Sql } from "sql-template-tag"
import { fromBytes, toBytes, type ProfileSet } from "../lib/bitmap"
import { dayOf } from "../lib/clock"
import type { Database, Queryable, Transaction } from "../lib/database"

/** The result of one evaluation, ready to be stored. */
export interface Result {
  segmentId: string
  /** The version of the definition that was evaluated. */
  version: number
  /** Disposed of by the caller. */
  members: ProfileSet
  /** Its number, see {@link nextEvaluation}: what committed before it was drawn is in the members. */
  evaluation: number
  /** When it began, by the clock of its process. */
  at: Date
}

interface Stored extends Record<string, unknown> {
  id: string
  members: Buffer | null
  members_changed_at: Date | null
  version: number
  evaluation: number
  evaluated_at: Date | null
}

/** A result beside what was stored before it. */
interface Difference {
  result: Result
  /** Disposed of by {@link saveMembers}. */
  entered: ProfileSet
  left: ProfileSet
  /** The time of the change. */
  at: Date
  isFirst: boolean
}

/**
 * Stores the members of segments with their differences to those stored before, the days' counts and the
 * times of evaluation, all in one transaction: where one cannot be stored, none is.
 *
 * The differences are taken under the rows' locks, so that two processes which evaluate one
 * segment never count a change twice. A result is dropped when the definition has changed
 * meanwhile, or when a later evaluation has been stored: it would bring back the past.
 *
 * @returns how many segments somebody entered or left
 */
export async function saveMembers(database: Database, zone: string, results: readonly Result[]): Promise<number> {
  return database.transaction(async (tx) => {
    const stored = await lockedRows(tx, results)
    const differences: Difference[] = []
    try {
      for (const result of results) {
        const row = stored.get(result.segmentId)
        if (row && !isPast(result, row)) differences.push(differenceOf(result, row))
      }
      const changed = differences.filter(hasChanged)
      const rest = differences.filter((difference) => !hasChanged(difference))
      // The first evaluation leaves a count even when nobody is in, so that a trend knows where it begins.
      const counted = [...changed, ...rest.filter(({ isFirst }) => isFirst)]
      const writes = [
        ...(counted.length > 0 ? [saveDays(counted, zone)] : []),
        ...(changed.length > 0 ? [saveChanges(changed), saveSegments(changed)] : []),
        ...(rest.length > 0 ? [saveEvaluations(rest)] : []),
      ].map((write, index) => sql`${raw(`write_${index}`)} as (${write})`)
      if (writes.length > 0) await tx.execute(sql`with ${join(writes)} select`)
      return changed.length
    } finally {
      for (const { entered, left } of differences) for (const set of [entered, left]) set.dispose()
    }
  })
}

/** In the order of their ids: two processes that lock the same rows wait for each other, never both. */
async function lockedRows(tx: Transaction, results: readonly Result[]): Promise<Map<string, Stored>> {
  const rows = await tx.rows<Stored>(sql`
    select id, members, members_changed_at, version, evaluation, evaluated_at from audience.segment
    where id = any(${results.map(({ segmentId }) => segmentId)}::text[]) and deleted_at is null order by id for update`)
  return new Map(rows.map((row) => [row.id, row]))
}

function isPast({ version, evaluation }: Result, row: Stored): boolean {
  return row.version !== version || row.evaluation > evaluation
}

function differenceOf(result: Result, row: Stored): Difference {
  const { members } = result
  const before = fromBytes(row.members)
  const entered = RoaringBitmap32.andNot(members, before)
  const left = RoaringBitmap32.andNot(before, members)
  before.dispose()
  // Changes are told in the order of their times, also when another process's clock is behind, or this one's has gone back.
  const at = row.members_changed_at && row.members_changed_at > result.at ? row.members_changed_at : result.at
  return { result, entered, left, at, isFirst: row.evaluated_at === null }
}

const hasChanged = ({ entered, left }: Difference): boolean => !entered.isEmpty || !left.isEmpty

function saveChanges(changed: readonly Difference[]): Sql {
  const rows = changed.map(
    ({ result: { segmentId, version }, at, entered, left }) =>
      sql`(${segmentId}, ${version}::int, ${at}::timestamptz, ${toBytes(entered)}::bytea, ${entered.size}::int, ${toBytes(left)}::bytea, ${left.size}::int)`
  )
  return sql`
    insert into audience.segment_change (segment_id, version, changed_at, entered, entered_count, left_members, left_count)
    values ${join(rows)}`
}

function saveDays(counted: readonly Difference[], zone: string): Sql {
  const rows = counted.map(
    ({ result: { segmentId, members }, at, entered, left }) =>
      sql`(${segmentId}, ${dayOf(at, zone)}::date, ${members.size}::int, ${entered.size}::int, ${left.size}::int)`
  )
  return sql`
    insert into audience.segment_day (segment_id, day, members, entered, left_count) values ${join(rows)}
    on conflict (segment_id, day) do update set members = excluded.members,
      entered = segment_day.entered + excluded.entered, left_count = segment_day.left_count + excluded.left_count`
}

function saveSegments(changed: readonly Difference[]): Sql {
  const rows = changed.map(
    ({ result, at }) => sql`(${evaluated(result)}, ${at}::timestamptz, ${toBytes(result.members)}::bytea, ${result.members.size}::int)`
  )
  // Copies in other processes go by the time of the change: two changes of one instant must differ in it.
  return sql`
    update audience.segment s set members = r.members, members_count = r.size,
      members_changed_at = greatest(r.changed_at, s.members_changed_at + interval '1 microsecond'), ${EVALUATED}
    from (values ${join(rows)}) r (id, version, evaluation, at, changed_at, members, size) where s.id = r.id`
}

function saveEvaluations(rest: readonly Difference[]): Sql {
  const rows = rest.map(({ result }) => sql`(${evaluated(result)})`)
  return sql`update audience.segment s set ${EVALUATED} from (values ${join(rows)}) r (id, version, evaluation, at) where s.id = r.id`
}

const evaluated = ({ segmentId, version, evaluation, at }: Result): Sql =>
  sql`${segmentId}, ${version}::int, ${evaluation}::bigint, ${at}::timestamptz`

const EVALUATED = sql`evaluation = r.evaluation, evaluated_at = r.at, evaluated_version = r.version, error = null, failed_at = null`

/** Notes that a segment could not be evaluated. Its members stay what they were. */
export async function saveFailure(db: Queryable, segmentId: string, error: Error, at: Date): Promise<void> {
  await db.execute(sql`
    update audience.segment set error = ${error.message.slice(0, 1000)}, failed_at = ${at} where id = ${segmentId} and deleted_at is null`)
}

/** Notes that an evaluation at `at` found the members that are stored, unless a later one has stored others since. */
export async function saveUnchanged(db: Queryable, segmentIds: readonly string[], evaluation: number, at: Date): Promise<void> {
  if (segmentIds.length === 0) return
  await db.execute(sql`
    update audience.segment set evaluation = ${evaluation}, evaluated_at = ${at}
    where id = any(${segmentIds}::text[]) and evaluation < ${evaluation} and evaluated_version = version and deleted_at is null`)
}
