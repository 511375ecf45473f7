import { Readable } from "node:stream"
import { pipeline } from "node:stream/promises"
import { from as copyFrom } from "pg-copy-streams"
import { IMPORT_LIMITS } from "../../../contract"
import { invalidData } from "../errors"
import { copyTextList } from "../lib/copy-text"
import type { Transaction } from "../lib/database"
import { readCsv, type CsvLine } from "./read-csv"

export interface StoredFile {
  columns: string[]
  rows: number
}

/** Keeps a file's rows by COPY, in the caller's transaction: a file that turns out wrong at its end leaves nothing. */
export async function storeFile(tx: Transaction, importId: string, file: AsyncIterable<Uint8Array>): Promise<StoredFile> {
  const lines = readCsv(file)
  const first = await lines.next()
  if (first.done) throw invalidData("file: is empty; its first line must name the columns")
  const columns = headerOf(first.value)
  let rows = 0
  async function* copied(): AsyncGenerator<string> {
    for await (const { line, cells } of lines) {
      if (++rows > IMPORT_LIMITS.rows) throw invalidData(`file: must not exceed ${IMPORT_LIMITS.rows} rows; split it`)
      yield `${importId}\t${rows}\t${line}\t${copyTextList(cells)}\n`
    }
  }
  await pipeline(Readable.from(copied()), tx.client.query(copyFrom("copy audience.import_row (import_id, number, line, cells) from stdin")))
  if (rows === 0) throw invalidData("file: has a header and no rows")
  return { columns, rows }
}

/** The columns' names. An unnamed column, as spreadsheets leave them behind, is called after its place. */
function headerOf({ cells }: CsvLine): string[] {
  if (cells.length > IMPORT_LIMITS.columns) throw invalidData(`line 1: must not have more than ${IMPORT_LIMITS.columns} columns`)
  const columns = cells.map((cell, index) => cell || `column ${index + 1}`)
  const twice = columns.filter((name, index) => columns.some((other, at) => at < index && other.toLowerCase() === name.toLowerCase()))
  if (twice.length > 0) throw invalidData(`line 1: every column needs a name of its own; these stand there twice: ${twice.join(", ")}`)
  return columns
}
