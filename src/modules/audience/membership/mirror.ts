import sql from "sql-template-tag"
import { fromBytes, type ProfileSet } from "../lib/bitmap"
import type { StageContext } from "../stage"
import { lastEntered } from "./history"
import type { ProfileMembership } from "./types"

const MAX_AGE_MS = 1000

interface Mirrored {
  id: string
  handle: string
  name: string
  published: boolean
  changedAt: number | null
  members: ProfileSet
}

/**
 * Members of all segments in this process's memory: the storefront asks for one visitor
 * at a time, and reading bitmaps out of the database for each call would cost more than
 * the rest of the request. Only sets that have changed are read again.
 */
export function createMirror({ database }: StageContext) {
  let mirrored = new Map<string, Mirrored>()
  let readAt = 0
  let reading: Promise<void> | null = null

  async function read(): Promise<void> {
    const started = Date.now()
    const rows = await database.rows<Omit<Mirrored, "changedAt" | "members"> & { members_changed_at: Date | null }>(
      sql`select id, handle, name, published, members_changed_at from audience.segment where deleted_at is null order by lower(name), id`
    )
    const isCurrent = (row: (typeof rows)[number]): boolean =>
      mirrored.get(row.id)?.changedAt === (row.members_changed_at?.getTime() ?? null)
    const stale = rows.filter((row) => !isCurrent(row)).map(({ id }) => id)
    const bytes =
      stale.length === 0
        ? []
        : await database.rows<{ id: string; members: Buffer | null }>(
            sql`select id, members from audience.segment where id = any(${stale}::text[])`
          )
    const fresh = new Map(bytes.map(({ id, members }) => [id, fromBytes(members)]))
    const next = new Map<string, Mirrored>()
    for (const { members_changed_at: changed, ...row } of rows) {
      const members = fresh.get(row.id) ?? mirrored.get(row.id)?.members
      if (members) next.set(row.id, { ...row, members, changedAt: changed?.getTime() ?? null })
    }
    for (const [id, { members }] of mirrored) if (next.get(id)?.members !== members) members.dispose()
    mirrored = next
    readAt = started
  }

  async function upToDate(): Promise<Mirrored[]> {
    // The age of a copy is a matter of the process, not of the shop's clock.
    if (Date.now() - readAt >= MAX_AGE_MS) await (reading ??= read().finally(() => (reading = null)))
    return [...mirrored.values()]
  }

  return {
    async segmentsOf(profileId: number, publishedOnly: boolean): Promise<ProfileMembership[]> {
      // An admin who has just changed a segment must not see what it was a second ago.
      if (!publishedOnly) readAt = 0
      const mine = (await upToDate()).filter(({ published, members }) => (published || !publishedOnly) && members.has(profileId))
      return Promise.all(
        mine.map(async ({ id, handle, name }) => ({
          ...{ id, handle, name },
          since: publishedOnly ? null : await lastEntered(database, id, profileId),
        }))
      )
    },
  }
}
