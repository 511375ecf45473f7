import sql, { raw } from "sql-template-tag"
import type { Database } from "../lib/database"

/** Events that one statement deletes: a night's work must not become one transaction. */
const PIECE = 20_000

interface Partition extends Record<string, unknown> {
  name: string
  /** Whether all that it may hold is too old. */
  over: boolean
}

/**
 * Deletes the events from before an instant; answers how many.
 *
 * Piece by piece within each month's partition; a month that is over loses its empty table
 * as well, unless somebody reads events just then: the next night will do.
 */
export async function deleteOldEvents(database: Database, before: Date): Promise<number> {
  const partitions = await database.rows<Partition>(sql`
    select name, upper <= ${before}::timestamptz as over from (
      select c.relname as name,
        (regexp_match(pg_get_expr(c.relpartbound, c.oid), 'FROM \\(''([^'']+)''\\)'))[1]::timestamptz as lower,
        (regexp_match(pg_get_expr(c.relpartbound, c.oid), 'TO \\(''([^'']+)''\\)'))[1]::timestamptz as upper
      from pg_catalog.pg_inherits i join pg_catalog.pg_class c on c.oid = i.inhrelid
      where i.inhparent = 'audience.event'::regclass
    ) partition where lower < ${before}::timestamptz order by lower`)
  let deleted = 0
  for (const { name, over } of partitions) {
    const table = raw(`audience.${name}`)
    for (;;) {
      const piece = await database.execute(sql`
        delete from ${table} where ctid = any(array(select ctid from ${table} where at < ${before} limit ${PIECE}))`)
      deleted += piece
      if (piece < PIECE) break
    }
    if (over) await dropEmpty(database, name)
  }
  return deleted
}

async function dropEmpty(database: Database, name: string): Promise<void> {
  try {
    await database.transaction(async (tx) => {
      await tx.execute(sql`set local lock_timeout = '1s'`)
      await tx.execute(sql`drop table audience.${raw(name)}`)
    })
  } catch (error) {
    const LOCK_NOT_AVAILABLE = "55P03"
    if ((error as { code?: string }).code !== LOCK_NOT_AVAILABLE) throw error
  }
}
