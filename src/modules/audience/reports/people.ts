import sql, { type Sql } from "sql-template-tag"
import { readHidden } from "../identity"
import type { ProfileSet } from "../lib/bitmap"
import type { Queryable } from "../lib/database"
import { readProfileSet } from "../lib/read-ids"
import { countProfiles, membersTest } from "./population"
import { searchProfiles } from "./search"

/** The people of a list. */
export interface PeopleFilter {
  /** Holds for rows of theirs; `column` holds a profile id. */
  test(column: Sql): Sql
  count: number
  /** Whether looking each of them up costs less than passing everybody else in the order of the list. */
  few: boolean
}

/** Below it a page's people are looked up one by one, and sorted. */
const FEW = 2000

interface PeopleQuery {
  /** Everybody for null; `internal` are the internal people, who are in no other list. */
  among: ProfileSet | "internal" | null
  q?: string
  /** Only the profile of this customer of Medusa's. */
  customerId?: string
}

/**
 * The people of a list who count and whom the search finds.
 *
 * They are put together as sets, before any row is looked at: a search that stands in the statement
 * would be carried out for the page and again for its count.
 */
export async function peopleOf(db: Queryable, { among, q, customerId }: PeopleQuery): Promise<PeopleFilter> {
  const sets: ProfileSet[] = []
  const hidden = await readHidden(db)
  try {
    if (q?.trim()) sets.push(await searchProfiles(db, q))
    if (customerId !== undefined)
      sets.push(await readProfileSet(db, sql`select k.profile_id from audience.customer k where k.id = ${customerId}`))
    if (among === "internal") sets.push(await readProfileSet(db, INTERNAL))
    else if (among) sets.push(among.clone())
    const [people, ...others] = sets
    if (!people) {
      const isHidden = membersTest(hidden, FEW)
      return { test: (column) => sql`not ${isHidden(column)}`, count: await countProfiles(db), few: false }
    }
    for (const set of others) people.andInPlace(set)
    if (among !== "internal") people.andNotInPlace(hidden)
    return { test: membersTest(people, FEW), count: people.size, few: people.size <= FEW }
  } finally {
    for (const set of [hidden, ...sets]) set.dispose()
  }
}

const INTERNAL = sql`select p.id as profile_id from audience.profile p where p.merged_into is null and p.erased_at is null and p.internal`
