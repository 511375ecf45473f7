import { createReadStream, rmSync } from "node:fs"
import { pipeline } from "node:stream/promises"
import { from as copyFrom } from "pg-copy-streams"
import type { Database } from "../../src/modules/audience/lib/database"
import type { Reference } from "../reference"
import type { Filling } from "./tables.sql"

/** Copies what a statement selects in DuckDB into a table of the schema `audience`, by way of a file. */
export async function fill(reference: Reference, database: Database, filling: Filling, file: string): Promise<void> {
  await reference.run(`copy (${filling.select}) to '${file}' (format csv, header false)`)
  try {
    await database.transaction(async ({ client }) => {
      // DuckDB writes times without a zone; they are UTC.
      await client.query("set local time zone 'UTC'")
      const copy = client.query(copyFrom(`copy audience.${filling.table} (${filling.columns}) from stdin (format csv)`))
      await pipeline(createReadStream(file, { highWaterMark: 1 << 20 }), copy)
    })
  } finally {
    rmSync(file, { force: true })
  }
}
