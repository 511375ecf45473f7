import sql, { empty, join, raw, type Sql } from "sql-template-tag"
import type { Queryable } from "../lib/database"

/** A table of copies: its key and other columns with their PostgreSQL types. */
export interface FactTable {
  name: string
  key: Record<string, string>
  columns: Record<string, string>
  /** Columns that a difference in alone is no change: they follow when another one differs. */
  silent?: string[]
}

const names = (columns: string[], prefix = ""): Sql => join(columns.map((column) => raw(prefix + column)))

function recordset(table: FactTable, rows: object[]): Sql {
  const types = Object.entries({ ...table.key, ...table.columns }).map(([column, type]) => raw(`${column} ${type}`))
  return sql`jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as given(${join(types)})`
}

/**
 * Inserts rows and overwrites those that differ; answers the keys of the rows it changed.
 *
 * A row that is the same already is not written at all: replaying a year of events must
 * leave no dead rows and wake nobody. Rows go in the order of their keys, so that two
 * processes which save the same ones wait for each other instead of deadlocking.
 *
 * @param when an additional condition for overwriting; the row that stands is `stored`, the new one `excluded`
 */
export async function upsertChanged<Key extends object>(
  db: Queryable,
  table: FactTable,
  rows: object[],
  when: Sql = empty
): Promise<Key[]> {
  if (rows.length === 0) return []
  const key = Object.keys(table.key)
  const columns = Object.keys(table.columns)
  const compared = columns.filter((column) => !table.silent?.includes(column))
  return db.rows<Key & Record<string, unknown>>(sql`
    insert into ${raw(`audience.${table.name}`)} as stored (${names([...key, ...columns])})
    select ${names([...key, ...columns], "given.")} from ${recordset(table, rows)} order by ${names(key, "given.")}
    on conflict (${names(key)}) do update set ${join(columns.map((column) => raw(`${column} = excluded.${column}`)))}
    where (${names(compared, "stored.")}) is distinct from (${names(compared, "excluded.")}) ${when}
    returning ${names(key, "stored.")}`)
}

/** Deletes the rows of these parents that are not among `rows`; answers the parents that lost one. */
export async function deleteVanished(
  db: Queryable,
  table: FactTable,
  parent: string,
  parentIds: string[],
  rows: object[]
): Promise<string[]> {
  if (parentIds.length === 0) return []
  const same = Object.keys(table.key).map((column) => raw(`given.${column} = stored.${column}`))
  const gone = await db.rows<{ parent: string }>(sql`
    delete from ${raw(`audience.${table.name}`)} as stored
    where ${raw(`stored.${parent}`)} = any(${parentIds}::text[])
      and not exists (select from ${recordset(table, rows)} where ${join(same, " and ")})
    returning ${raw(`stored.${parent}`)} as parent`)
  return gone.map((row) => row.parent)
}
