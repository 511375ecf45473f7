import sql from "sql-template-tag"
import type { Transaction } from "../lib/database"

const SAVE_LOCK = 7_326_101

/**
 * Lets writers of definitions come one after the other, until the transaction ends.
 *
 * Two rules saved at once could close a circle that neither closes alone, and two names could make one handle.
 */
export async function lockSaves(tx: Transaction): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(${SAVE_LOCK})`)
}
