import sql, { type Sql } from "sql-template-tag"
import { setOf, type ProfileSet } from "../lib/bitmap"
import type { Queryable } from "../lib/database"

const BYTES_AN_ID = 4

/**
 * The profile ids that a statement returns in its column `id`, as a set.
 *
 * They travel as one value of packed integers: a row for each of a hundred thousand
 * ids would cost more to parse than to find.
 */
export async function profileSet(db: Queryable, ids: Sql): Promise<ProfileSet> {
  const [row] = await db.rows<{ ids: Buffer | null }>(sql`select string_agg(int4send(t.id), ''::bytea) as ids from (${ids}) t`)
  const packed = row?.ids
  if (!packed) return setOf([])
  const list = new Uint32Array(packed.length / BYTES_AN_ID)
  for (let index = 0; index < list.length; index++) list[index] = packed.readUInt32BE(index * BYTES_AN_ID)
  return setOf(list)
}
