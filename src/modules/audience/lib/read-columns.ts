import { to as copyTo } from "pg-copy-streams"
import sql, { join, raw, type Sql } from "sql-template-tag"
import type { Transaction } from "./database"
import { inline } from "./inline"
import { packed, unpacked, type ColumnKinds, type Columns } from "./packed-columns"

/** Rows are packed by the high bits of their first column: PostgreSQL holds no value beyond a gigabyte. */
const BLOCK_BITS = 16

/**
 * The rows of a statement as one array a column, in the order in which `kinds` names them. The first column is
 * an `int4` and never null. The order of the rows is as it comes.
 *
 * PostgreSQL packs each column into one value and sends that by COPY: a message, a slice and an object for each
 * of a million rows cost more than the statement itself. A missing number reads as 0, a missing text as "".
 *
 * @throws where a column is not of its kind: nothing is converted.
 */
export async function readColumns<Kinds extends ColumnKinds>(tx: Transaction, statement: Sql, kinds: Kinds): Promise<Columns<Kinds>> {
  const names = Object.keys(kinds).map((name) => raw(`"${name}"`))
  const columns = Object.entries(kinds).map(([name, kind]) => packed(name, kind))
  const packing = sql`select ${join(columns)} from (${statement}) c (${join(names)}) group by c.${names[0]} >> ${BLOCK_BITS}::int`
  const chunks: Buffer[] = []
  for await (const chunk of tx.client.query(copyTo(`copy (${inline(packing)}) to stdout with (format binary)`)))
    chunks.push(chunk as Buffer)
  return unpacked(Buffer.concat(chunks), kinds)
}
