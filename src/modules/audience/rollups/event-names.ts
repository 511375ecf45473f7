import sql from "sql-template-tag"
import type { Queryable } from "../lib/database"

const COUNTED = ["page_viewed", "page_engaged", "clicked", "product_viewed", "product_added", "products_searched"] as const

/** Dictionary ids of the event names that rollups count apart; null for a name that has never occurred. */
export type EventNames = Record<(typeof COUNTED)[number], number | null>

export async function eventNames(db: Queryable): Promise<EventNames> {
  const rows = await db.rows<{ name: string; id: number }>(
    sql`select name, id from audience.event_name where name = any(${COUNTED}::text[])`
  )
  const ids = new Map(rows.map(({ name, id }) => [name, id]))
  return Object.fromEntries(COUNTED.map((name) => [name, ids.get(name) ?? null])) as EventNames
}
