import sql, { type Sql } from "sql-template-tag"
import { readHidden } from "../identity"
import type { ProfileSet } from "../lib/bitmap"
import type { Queryable } from "../lib/database"
import { readProfileSet } from "../lib/read-ids"
import { countProfiles, inSet, VISIBLE } from "./population"
import { matchingIds } from "./search"

/**
 * The people of a list: those of `among` (everybody for null) who count and whom the search finds, as a
 * condition over `p`, and how many they are.
 *
 * They are put together as sets, before any row is looked at: a search that stands in the statement
 * would be carried out for the page and again for its count.
 */
export async function peopleOf(db: Queryable, among: ProfileSet | null, q: string | undefined): Promise<{ filter: Sql; count: number }> {
  const found = q?.trim() ? await readProfileSet(db, matchingIds(q)) : null
  if (!among && !found) return { filter: VISIBLE, count: await countProfiles(db) }
  const people = found ?? among?.clone()
  if (!people) throw new Error("a list has people or a search")
  const hidden = await readHidden(db)
  try {
    if (found && among) people.andInPlace(among)
    people.andNotInPlace(hidden)
    return { filter: inSet(people, sql`p.id`), count: people.size }
  } finally {
    people.dispose()
    hidden.dispose()
  }
}

/** The internal people, who are in no other list, and whom the search finds. */
export async function internalPeopleOf(db: Queryable, q: string | undefined): Promise<{ filter: Sql; count: number }> {
  const internal = sql`select p.id as profile_id from audience.profile p where p.merged_into is null and p.erased_at is null and p.internal`
  const people = await readProfileSet(db, internal)
  const found = q?.trim() ? await readProfileSet(db, matchingIds(q)) : null
  try {
    if (found) people.andInPlace(found)
    return { filter: inSet(people, sql`p.id`), count: people.size }
  } finally {
    people.dispose()
    found?.dispose()
  }
}
