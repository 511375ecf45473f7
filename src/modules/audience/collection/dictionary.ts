import { createHash } from "node:crypto"
import sql, { join, raw } from "sql-template-tag"
import type { Queryable } from "../lib/database"
import { RecentMap } from "./recent-map"
import { SEPARATOR } from "./text"

interface DictionaryTable {
  table: string
  columns: readonly string[]
  /** Columns in which an empty text is stored as null. */
  nullable?: readonly string[]
  /** A unique text column that stands in for the hash. */
  unhashed?: string
  size: number
}

/**
 * Ids of the rows of one dictionary table, by key: the columns' texts joined by {@link SEPARATOR},
 * which is also what the table's `hash` column is the MD5 of.
 *
 * New rows are inserted outside the batch's transaction: an id from a transaction that rolled
 * back would point nowhere, and a row that no event refers to does no harm.
 */
export class Dictionary {
  private readonly known: RecentMap<string, number>

  constructor(private readonly of: DictionaryTable) {
    this.known = new RecentMap(of.size)
  }

  /** The id of every key. */
  async idsOf(db: Queryable, keys: Iterable<string>): Promise<Map<string, number>> {
    const ids = new Map<string, number>()
    const missing = new Map<string, string>()
    for (const key of keys) {
      const id = this.known.get(key)
      if (id === undefined) missing.set(md5(key), key)
      else ids.set(key, id)
    }
    if (missing.size > 0) {
      // Most misses after a start are rows that exist: looking first spares their sequence numbers.
      await this.read(db, missing, ids)
      if (missing.size > 0) {
        await this.insert(db, [...missing.values()])
        await this.read(db, missing, ids)
      }
      if (missing.size > 0) throw new Error(`audience.${this.of.table} gave no id for ${missing.size} of its rows`)
    }
    return ids
  }

  private async read(db: Queryable, missing: Map<string, string>, ids: Map<string, number>): Promise<void> {
    const { table, unhashed } = this.of
    const rows = await db.rows<{ id: number; digest: string }>(
      unhashed
        ? sql`select id, md5(${raw(unhashed)}) as digest from audience.${raw(table)} where ${raw(unhashed)} = any(${[...missing.values()]}::text[])`
        : sql`select id, replace(hash::text, '-', '') as digest from audience.${raw(table)} where hash = any(${[...missing.keys()]}::uuid[])`
    )
    for (const { id, digest } of rows) {
      const key = missing.get(digest)
      if (key === undefined) continue
      ids.set(key, id)
      this.known.set(key, id)
      missing.delete(digest)
    }
  }

  /** Sorted, so that two processes that insert the same rows wait for each other in one direction only. */
  private async insert(db: Queryable, keys: string[]): Promise<void> {
    const { table, columns, nullable = [] } = this.of
    const rows = keys.sort().map((key) => key.split(SEPARATOR))
    const values = columns.map((_, column) => sql`${rows.map((row) => row[column] ?? "")}::text[]`)
    const taken = columns.map((column) => raw(nullable.includes(column) ? `nullif(${column}, '')` : column))
    await db.execute(sql`
      insert into audience.${raw(table)} (${raw(columns.join(", "))})
      select ${join(taken)} from unnest(${join(values)}) as rows (${raw(columns.join(", "))})
      on conflict do nothing`)
  }
}

function md5(key: string): string {
  return createHash("md5").update(key).digest("hex")
}
