import sql, { empty } from "sql-template-tag"
import { fromBytes, type ProfileSet } from "../lib/bitmap"
import type { Database } from "../lib/database"

const MAX_AGE_MS = 1000

/** A segment as this process last saw it. The set is the mirror's: valid until the next time somebody looks. */
interface Mirrored {
  id: string
  handle: string
  name: string
  /** The row's own text: two changes within a millisecond must not look alike. */
  changedAt: string | null
  members: ProfileSet
}

/**
 * Members of segments in this process's memory: the storefront asks for one visitor at a
 * time, and reading bitmaps out of the database for each call would cost more than the
 * rest of the request. Only sets that have changed are read again.
 */
export class Mirror {
  private mirrored = new Map<string, Mirrored>()
  /** In milliseconds of the process: the age of a copy is no matter of the shop's clock. */
  private readAt = -Infinity
  private reading: Promise<void> | null = null

  constructor(
    private readonly database: Database,
    private readonly publishedOnly: boolean
  ) {}

  /** The segments that the profile is a member of, by name, as of a second ago or later. */
  segmentsOf(profileId: number): Promise<Omit<Mirrored, "members" | "changedAt">[]> {
    return this.find(profileId, performance.now() - MAX_AGE_MS)
  }

  /** The same as of now: an admin who has just changed a segment must not see what it was a second ago. */
  segmentsNowOf(profileId: number): Promise<Omit<Mirrored, "members" | "changedAt">[]> {
    return this.find(profileId, performance.now())
  }

  private async find(profileId: number, since: number): Promise<Omit<Mirrored, "members" | "changedAt">[]> {
    while (this.readAt < since) {
      this.reading ??= this.read().finally(() => (this.reading = null))
      await this.reading
    }
    const mine: Omit<Mirrored, "members" | "changedAt">[] = []
    for (const { id, handle, name, members } of this.mirrored.values()) if (members.has(profileId)) mine.push({ id, handle, name })
    return mine
  }

  private async read(): Promise<void> {
    const started = performance.now()
    const rows = await this.database.rows<{ id: string; handle: string; name: string; changed_at: string | null }>(sql`
      select id, handle, name, members_changed_at::text as changed_at from audience.segment
      where deleted_at is null and archived_at is null${this.publishedOnly ? sql` and published` : empty} order by lower(name), id`)
    const stale = rows.filter((row) => this.mirrored.get(row.id)?.changedAt !== row.changed_at).map(({ id }) => id)
    const fresh = new Map<string, { members: Buffer | null; changed_at: string | null }>()
    if (stale.length > 0) {
      const read = await this.database.rows<{ id: string; members: Buffer | null; changed_at: string | null }>(sql`
        select id, members, members_changed_at::text as changed_at from audience.segment where id = any(${stale}::text[])`)
      for (const { id, ...row } of read) fresh.set(id, row)
    }
    const next = new Map<string, Mirrored>()
    for (const { id, handle, name } of rows) {
      const row = fresh.get(id)
      const before = this.mirrored.get(id)
      if (row) next.set(id, { id, handle, name, changedAt: row.changed_at, members: fromBytes(row.members) })
      else if (before) next.set(id, { ...before, handle, name })
    }
    for (const [id, { members }] of this.mirrored) if (next.get(id)?.members !== members) members.dispose()
    this.mirrored = next
    this.readAt = started
  }
}
