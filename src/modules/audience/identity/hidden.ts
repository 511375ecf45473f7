import sql from "sql-template-tag"
import type { ProfileSet } from "../lib/bitmap"
import type { Queryable } from "../lib/database"
import { readProfileSet } from "../lib/read-ids"
import { NOBODY } from "./types"

/** A profile that counts. Everybody else stays out of every figure and every segment. */
export const VISIBLE = sql`merged_into is null and erased_at is null and not internal`

/** The profiles that count for nothing: merged away, erased, internal, and {@link NOBODY}. Reads the index `profile_hidden` only. */
export async function readHidden(db: Queryable): Promise<ProfileSet> {
  const hidden = await readProfileSet(db, sql`select id as profile_id from audience.profile where not (${VISIBLE})`)
  hidden.add(NOBODY)
  return hidden
}
