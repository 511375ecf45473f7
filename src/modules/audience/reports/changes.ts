import sql, { type Sql } from "sql-template-tag"
import type { SegmentChange } from "../../../contract"
import { fromBytes } from "../lib/bitmap"
import type { Queryable } from "../lib/database"
import { changedCursor, instantIn, readParts, writeParts } from "./cursor"
import { profilesById, type AttributesOf } from "./profiles"

export interface ChangesQuery {
  /** First instant included. */
  from: Date
  /** First instant not included. */
  to: Date
  limit: number
  offset: number
  /** `next_cursor` of the page before, instead of `offset`: changes that come meanwhile move nothing. */
  cursor?: string | undefined
}

export interface ChangesPage {
  changes: SegmentChange[]
  /** Of all changes between the two instants. */
  count: number
  next_cursor: string | null
}

/** People named for each change and direction; the counts tell of the rest. */
const NAMED = 20

interface ChangeRow extends Record<string, unknown> {
  id: number
  version: number
  changed_at: Date
  /** `changed_at` as PostgreSQL prints it: a `Date` would cut its microseconds off. */
  exact: string
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
  { from, to, limit, offset, cursor }: ChangesQuery
): Promise<ChangesPage> {
  const after = cursor === undefined ? sql`true` : isBefore(cursor)
  const wanted = sql`segment_id = ${segmentId} and changed_at >= ${from}::timestamptz and changed_at < ${to}::timestamptz`
  const [total] = await db.rows<{ count: number }>(sql`select count(*) as count from audience.segment_change where ${wanted}`)
  const read = await db.rows<ChangeRow>(sql`
    select id, version, changed_at, changed_at::text as exact, entered, entered_count, left_members, left_count from audience.segment_change
    where ${wanted} and ${after} order by changed_at desc, id desc limit ${limit + 1} offset ${offset}`)
  const rows = read.slice(0, limit)
  const last = read.length > limit ? rows.at(-1) : undefined
  const named = rows.map((row) => ({ row, entered: first(row.entered), left: first(row.left_members) }))
  const profiles = await profilesById(db, attributesOf, [...new Set(named.flatMap(({ entered, left }) => [...entered, ...left]))])
  const found = (ids: number[]): SegmentChange["entered"] => ids.flatMap((id) => profiles.get(id) ?? [])
  return {
    count: total?.count ?? 0,
    next_cursor: last ? writeParts([last.exact, last.id]) : null,
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

function isBefore(cursor: string): Sql {
  const [at, id] = readParts(cursor, 2)
  if (typeof id !== "number" || !Number.isSafeInteger(id)) throw changedCursor()
  return sql`(changed_at, id) < (${instantIn(at)}::timestamptz, ${id}::int8)`
}

function first(bytes: Buffer): number[] {
  const ids: number[] = []
  for (const id of fromBytes(bytes)) {
    if (ids.length === NAMED) break
    ids.push(id)
  }
  return ids
}
