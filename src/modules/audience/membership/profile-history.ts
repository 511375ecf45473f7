import sql from "sql-template-tag"
import { fromBytes } from "../lib/bitmap"
import type { Database } from "../lib/database"
import type { HistoryQuery, ProfileHistory, ProfileMove } from "./types"

/** Each may name half of the shop: as many as fit into memory at a time. */
const CHANGES_A_READ = 100
/** Changes looked through for one answer: a shop whose segments change every second must not make a page wait for years of them. */
const MOST_CHANGES = 10_000

interface Row extends Record<string, unknown> {
  id: number
  segment_id: string
  name: string
  version: number
  changed_at: Date
  entered: Buffer
  left_members: Buffer
}

/**
 * See {@link Membership.historyOf}. Which changes name a profile is only known by looking into each: the latest are
 * read first, by primary key, and where there are too many for one answer the cursor says how far it came.
 */
export async function historyOf(database: Database, profileId: number, { limit, before = null }: HistoryQuery): Promise<ProfileHistory> {
  const moves: ProfileMove[] = []
  let last = before
  for (let looked = 0; looked < MOST_CHANGES; looked += CHANGES_A_READ) {
    const rows = await database.rows<Row>(sql`
      select c.id, c.segment_id, s.name, c.version, c.changed_at, c.entered, c.left_members
      from audience.segment_change c join audience.segment s on s.id = c.segment_id and s.deleted_at is null
      where ${last}::bigint is null or c.id < ${last} order by c.id desc limit ${CHANGES_A_READ}`)
    for (const row of rows) {
      const kind = has(row.entered, profileId) ? "entered" : has(row.left_members, profileId) ? "left" : null
      last = row.id
      if (!kind) continue
      moves.push({ segment: { id: row.segment_id, name: row.name }, kind, at: row.changed_at, version: row.version })
      if (moves.length === limit) return { moves, next: last }
    }
    if (rows.length < CHANGES_A_READ) return { moves, next: null }
  }
  return { moves, next: last }
}

function has(bytes: Buffer, profileId: number): boolean {
  const set = fromBytes(bytes)
  const found = set.has(profileId)
  set.dispose()
  return found
}
