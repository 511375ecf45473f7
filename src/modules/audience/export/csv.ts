import sql, { join, type Sql } from "sql-template-tag"
import type { PoolClient } from "pg"
import { to as copyTo } from "pg-copy-streams"
import { PassThrough, pipeline, type Readable } from "node:stream"
import type { Database } from "../lib/database"
import { joinsOf, sortValue, type Column } from "../reports"
import { cell, headerCell } from "./cells"
import { inline } from "../lib/inline"
import { crlfLines } from "./line-ends"

const BYTE_ORDER_MARK = "\uFEFF"

export interface CsvInput {
  /** Which profiles: a condition over `p`. */
  filter: Sql
  columns: Column[]
  sort?: { column: Column; descending: boolean }
  bom: boolean
  raw: boolean
  /** What stands above the columns, in their order. */
  headers: string[]
}

/**
 * Streams people as CSV straight from PostgreSQL's COPY, one connection for as long as it runs.
 *
 * Resolves when the first rows are there, so that a statement that fails does so before
 * a byte is sent. A reader that goes away ends the statement by closing its connection.
 */
export async function streamCsv(database: Database, input: CsvInput): Promise<Readable> {
  const client = await database.pool.connect()
  const copy = client.query(copyTo(`copy (${inline(selectRows(input))}) to stdout with (format csv)`))
  const body = crlfLines()
  const out = new PassThrough()
  out.write(header(input))
  let failed: Error | null | undefined
  const ended = new Promise<void>((resolve) => {
    pipeline(copy, body, out, (error) => {
      failed = error
      releaseAfter(client, error)
      resolve()
    })
  })
  await Promise.race([ended, new Promise<void>((resolve) => copy.once("readable", resolve))])
  if (failed) throw failed
  return out
}

/** A connection in the middle of a COPY cannot be used again: closing it makes the server stop too. */
function releaseAfter(client: PoolClient, error: Error | null | undefined): void {
  client.release(error ?? undefined)
}

function header({ headers, bom, raw }: CsvInput): string {
  const cells = headers.map((header) => headerCell(header, raw))
  return `${bom ? BYTE_ORDER_MARK : ""}${cells.join(",")}\r\n`
}

function selectRows({ filter, columns, raw, sort }: CsvInput): Sql {
  const order = sort ? sql`${sortValue(sort.column)} ${sort.descending ? sql`desc nulls last` : sql`asc nulls last`}, p.id` : sql`p.id`
  return sql`select ${join(columns.map((column) => cell(column, raw)))} from audience.profile p
    ${joinsOf(sort ? [...columns, sort.column] : columns)} where ${filter} order by ${order}`
}
