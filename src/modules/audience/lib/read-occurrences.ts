import sql, { join, raw, type Sql } from "sql-template-tag"
import type { Transaction } from "./database"
import type { ColumnKinds, Columns } from "./packed-columns"
import { readColumns } from "./read-columns"

/** Who did what: row `i` is `profiles[i]` doing what stands at `keys[i] - 1` in each of the columns of `what`. */
export interface Occurrences<Kinds extends ColumnKinds> {
  profiles: Int32Array
  keys: Int32Array
  what: Columns<Kinds>
}

/**
 * What a statement selects as `profile_id`, grouped by its other columns, which `kinds` names: what many people did is read once.
 */
export async function readOccurrences<Kinds extends ColumnKinds>(
  tx: Transaction,
  statement: Sql,
  kinds: Kinds
): Promise<Occurrences<Kinds>> {
  const columns = join(Object.keys(kinds).map((name) => raw(`c."${name}"`)))
  // Behind an offset PostgreSQL expects few different values, as there are, and hashes rows instead of sorting them.
  const grouped = sql`select count(*)::int, string_agg(int4send(c.profile_id), ''), ${columns} from (${statement} offset 0) c group by ${columns}`
  const { counts, profiles, ...what } = await readColumns(tx, grouped, { counts: "int4", profiles: "int4s", ...kinds })
  const keys = new Int32Array(profiles.length)
  let at = 0
  counts.forEach((count, place) => keys.fill(place + 1, at, (at += count)))
  return { profiles, keys, what: what as unknown as Columns<Kinds> }
}
