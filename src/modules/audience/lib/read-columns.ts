import { to as copyTo } from "pg-copy-streams"
import sql, { join, raw, type Sql } from "sql-template-tag"
import type { Transaction } from "./database"
import { inline } from "./inline"
import { packed, unpacked, type ColumnKinds, type Columns } from "./packed-columns"

/**
 * The rows of a statement as one array a column, in the order in which `kinds` names them. The order of the rows is as it comes.
 *
 * PostgreSQL packs each column into one value and sends that by COPY: a message, a slice and an object for each
 * of a million rows cost more than the statement itself. A missing number reads as 0, a missing text as "".
 * Each column is packed whole: grouped into blocks of people, the rows were sorted by block first, which took longer than
 * reading them.
 *
 * @throws where a column is not of its kind: nothing is converted; and where one comes to a gigabyte, the most that a value of PostgreSQL has.
 */
export async function readColumns<Kinds extends ColumnKinds>(tx: Transaction, statement: Sql, kinds: Kinds): Promise<Columns<Kinds>> {
  const names = Object.keys(kinds).map((name) => raw(`"${name}"`))
  const columns = Object.entries(kinds).map(([name, kind]) => packed(name, kind))
  const packing = sql`select ${join(columns)} from (${statement}) c (${join(names)})`
  const chunks: Buffer[] = []
  for await (const chunk of tx.client.query(copyTo(`copy (${inline(packing)}) to stdout with (format binary)`)))
    chunks.push(chunk as Buffer)
  return unpacked(Buffer.concat(chunks), kinds)
}
