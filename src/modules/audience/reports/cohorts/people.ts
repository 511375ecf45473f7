import sql from "sql-template-tag"
import type { ProfileSet } from "../../lib/bitmap"
import type { Queryable } from "../../lib/database"
import { inSet, populationOf, readEverybody, type Population } from "../population"

/** Whom cohorts are about, and everybody beside them. */
export interface People extends Pick<Population, "isMember" | "isProfile"> {
  count: number
}

/** The members of a segment, or everybody where there is none. */
export async function peopleOf(db: Queryable, members: ProfileSet | null): Promise<People> {
  if (members) {
    const population = await populationOf(db, members)
    return { isMember: population.isMember, isProfile: population.isProfile, count: population.members.size }
  }
  const { total, hidden } = await readEverybody(db)
  const isProfile: Population["isProfile"] = (column) => sql`not (${inSet(hidden, column)})`
  return { isMember: isProfile, isProfile, count: total }
}
