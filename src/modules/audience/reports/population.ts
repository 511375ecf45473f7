import sql, { type Sql } from "sql-template-tag"
import { readHidden, VISIBLE } from "../identity"
import { toBitBytes, type ProfileSet } from "../lib/bitmap"
import type { Queryable } from "../lib/database"

/** Everybody a report may count, and the members among them, as seen by one transaction. */
export interface Population {
  total: number
  members: ProfileSet
  /** Ids that no figure counts. */
  hidden: ProfileSet
  /** Those of a set that figures count. */
  visible(set: ProfileSet): ProfileSet
  /** True for the rows of members; `column` holds a profile id. */
  isMember(column: Sql): Sql
  /** True for the rows of all profiles: not merged away, erased or internal. */
  isProfile(column: Sql): Sql
}

export { VISIBLE }

/**
 * A condition that holds for the rows whose `column` is in `set`.
 *
 * The case guards `get_bit`, which raises an error beyond the last bit: profiles
 * that came after the set was computed are larger than its largest member.
 */
export function inSet(set: ProfileSet, column: Sql): Sql {
  return membersTest(set)(column)
}

/**
 * {@link inSet} for a set that many statements ask about: its bits are laid out once.
 *
 * @param few up to so many ids are looked up in an index one by one; a pass over everybody beats that for more
 */
export function membersTest(set: ProfileSet, few = 500): (column: Sql) => Sql {
  if (set.isEmpty) return () => sql`false`
  if (set.size <= few) {
    const ids = set.toArray()
    return (column) => sql`${column} = any(${ids}::int[])`
  }
  const bits = toBitBytes(set)
  const last = set.maximum()
  return (column) => sql`case when ${column} <= ${last}::int then get_bit(${bits}::bytea, ${column}) = 1 else false end`
}

/** A condition over `p` that holds for the people of `set` who count; for everybody who counts without a set. */
export function visibleIn(set: ProfileSet | null): Sql {
  return set ? sql`${VISIBLE} and ${inSet(set, sql`p.id`)}` : VISIBLE
}

/** The number of all profiles. */
export async function countProfiles(db: Queryable): Promise<number> {
  // Two counts out of indexes: whether a profile counts is known from the profile itself only.
  const [row] = await db.rows<{ count: number }>(
    sql`select (select count(*) from audience.profile) - (select count(*) from audience.profile where not (${VISIBLE})) as count`
  )
  return row?.count ?? 0
}

interface Everybody {
  total: number
  hidden: ProfileSet
}

/**
 * The number of all profiles, and the ids that count for nothing: hidden profiles and the
 * carts and orders of {@link NOBODY}. They are few, so that "everybody" is told by their absence.
 */
export async function readEverybody(db: Queryable): Promise<Everybody> {
  return { total: await countProfiles(db), hidden: await readHidden(db) }
}

/**
 * Prepares the counting of `members` against everybody inside `db`'s transaction.
 *
 * Members that were merged away, erased or marked internal after the evaluation are left out.
 */
export async function populationOf(db: Queryable, members: ProfileSet): Promise<Population> {
  const { total, hidden } = await readEverybody(db)
  const counted = difference(members, hidden)
  return {
    total,
    members: counted,
    hidden,
    visible: (set) => difference(set, hidden),
    isMember: membersTest(counted),
    isProfile: (column) => sql`not (${inSet(hidden, column)})`,
  }
}

function difference(set: ProfileSet, other: ProfileSet): ProfileSet {
  const result = set.clone()
  result.andNotInPlace(other)
  return result
}
