import { to as copyTo } from "pg-copy-streams"
import type { Sql } from "sql-template-tag"
import { ColumnReader, type ColumnKinds, type Columns } from "./column-reader"
import type { Transaction } from "./database"
import { inline } from "./inline"

/**
 * The rows of a statement as one array a column, in the order in which `kinds` names them.
 *
 * Read by COPY in PostgreSQL's binary format: an object for each of a million rows costs
 * more than the statement itself. A missing number reads as 0, a missing text as "".
 *
 * @throws Error where a column is not of its kind: nothing is converted.
 */
export async function readColumns<Kinds extends ColumnKinds>(tx: Transaction, statement: Sql, kinds: Kinds): Promise<Columns<Kinds>> {
  const reader = new ColumnReader(kinds)
  const copy = tx.client.query(copyTo(`copy (${inline(statement)}) to stdout with (format binary)`))
  for await (const chunk of copy) reader.push(chunk as Buffer)
  return reader.columns()
}
