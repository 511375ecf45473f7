import sql from "sql-template-tag"
import { holdMerges } from "../identity"
import type { Transaction } from "../lib/database"

/** Every process on one database agrees on this number. */
const FOLD_LOCK = 7_326_004

/**
 * Waits until nobody else writes sessions and days, then keeps them out until the transaction ends.
 *
 * The pipeline's lock already lets one process fold. This one holds where that fails (a
 * connection that PostgreSQL gave up before its process noticed), and between a fold and a
 * rebuild. Merges wait as well: they would re-key rows whose events are being read.
 */
export async function lockRollups(tx: Transaction): Promise<void> {
  await holdMerges(tx)
  await tx.rows(sql`select pg_advisory_xact_lock(${FOLD_LOCK})`)
}
