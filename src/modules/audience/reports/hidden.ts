import sql from "sql-template-tag"
import { NOBODY } from "../identity"
import type { ProfileSet } from "../lib/bitmap"
import type { Queryable } from "../lib/database"
import { readProfileSet } from "../lib/read-ids"
import { VISIBLE } from "./population"

/** The profiles that count for nothing: merged away, erased, internal, and {@link NOBODY}. Reads the index `profile_hidden` only. */
export async function readHidden(db: Queryable): Promise<ProfileSet> {
  const hidden = await readProfileSet(db, sql`select id as profile_id from audience.profile where not (${VISIBLE})`)
  hidden.add(NOBODY)
  return hidden
}
