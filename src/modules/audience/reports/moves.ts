import sql, { empty } from "sql-template-tag"
import { fromBytes, type ProfileSet } from "../lib/bitmap"
import type { Queryable } from "../lib/database"

/** A profile that entered or left, and when. */
export interface Move {
  id: number
  at: Date
}

interface ChangeRow extends Record<string, unknown> {
  id: number
  changed_at: Date
  /** `changed_at` as PostgreSQL prints it: a `Date` would cut its microseconds off. */
  exact: string
  entered: Buffer
  left_members: Buffer
}

interface MovesQuery {
  segmentId: string
  since: Date
  /** Who is in and was not, and the reverse: a profile that came and went is in neither. */
  entered: ProfileSet
  left: ProfileSet
  /** Moves of each kind. */
  most: number
}

const CHANGES_A_READ = 100

/** The latest of those who entered and of those who left since an instant, the latest first. Reads only as many changes as it takes. */
export async function latestMoves(
  db: Queryable,
  { segmentId, since, entered, left, most }: MovesQuery
): Promise<Record<"entered" | "left", Move[]>> {
  const into = new Latest(entered, most)
  const outOf = new Latest(left, most)
  for (let before = empty; !into.isFull || !outOf.isFull;) {
    const rows: ChangeRow[] = await db.rows<ChangeRow>(sql`
      select id, changed_at, changed_at::text as exact, entered, left_members from audience.segment_change
      where segment_id = ${segmentId} and changed_at > ${since}::timestamptz ${before}
      order by changed_at desc, id desc limit ${CHANGES_A_READ}`)
    for (const row of rows) {
      into.take(row.entered, row.changed_at)
      outOf.take(row.left_members, row.changed_at)
    }
    const last = rows.at(-1)
    if (!last || rows.length < CHANGES_A_READ) break
    before = sql`and (changed_at, id) < (${last.exact}::timestamptz, ${last.id}::bigint)`
  }
  return { entered: into.moves, left: outOf.moves }
}

class Latest {
  readonly moves: Move[] = []
  private readonly taken = new Set<number>()

  constructor(
    private readonly wanted: ProfileSet,
    private readonly most: number
  ) {}

  get isFull(): boolean {
    return this.moves.length >= Math.min(this.most, this.wanted.size)
  }

  take(bytes: Buffer, at: Date): void {
    if (this.isFull) return
    const moved = fromBytes(bytes)
    moved.andInPlace(this.wanted)
    for (const id of moved) {
      if (this.isFull) break
      if (this.taken.has(id)) continue
      this.taken.add(id)
      this.moves.push({ id, at })
    }
    moved.dispose()
  }
}
