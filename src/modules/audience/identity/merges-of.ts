import sql from "sql-template-tag"
import type { ProfileMerge } from "../../../contract"
import { invalidData } from "../errors"
import type { Queryable } from "../lib/database"
import { publicProfileId } from "./ids"

const PREFIX = "amrg_"

/** See {@link Identity.mergesOf}. */
export async function mergesOf(db: Queryable, profileId: number): Promise<ProfileMerge[]> {
  const rows = await db.rows<{ id: number; merged_at: Date; reason: string; undone_at: Date | null; other: string }>(sql`
    select merge.id, merge.merged_at, merge.reason, merge.undone_at, other.public_id as other
    from audience.merge join audience.profile as other on other.id = case when winner_id = ${profileId} then loser_id else winner_id end
    where winner_id = ${profileId} or (loser_id = ${profileId} and undone_at is not null)
    order by merge.id desc`)
  const latest = rows.find(({ undone_at: undoneAt }) => undoneAt === null)
  return rows.map((row) => ({
    id: `${PREFIX}${row.id}`,
    merged_at: row.merged_at.toISOString(),
    reason: row.reason,
    other: publicProfileId(row.other),
    undone_at: row.undone_at?.toISOString() ?? null,
    can_undo: row === latest,
  }))
}

/** The number of a public `amrg_…` id. @throws MedusaError `invalid_data` that names the place. */
export function mergeIdOf(publicId: string): number {
  const digits = publicId.startsWith(PREFIX) ? publicId.slice(PREFIX.length) : ""
  if (!/^\d{1,15}$/.test(digits)) throw invalidData(`merge_id: must be the id of a merge, such as ${PREFIX}12`)
  return Number(digits)
}
