import sql from "sql-template-tag"
import type { Queryable } from "../../src/modules/audience/lib/database"

/** Waits until a connection of this database, another than `besides`, waits for a lock; answers its process id. */
export async function waitForBlocked(db: Queryable, besides = 0): Promise<number> {
  for (;;) {
    const [row] = await db.rows<{ pid: number }>(
      sql`select pid from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock' and pid <> ${besides}`
    )
    if (row) return row.pid
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}
