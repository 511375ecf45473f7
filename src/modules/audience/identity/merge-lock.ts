import type { QueryResultRow } from "pg"
import sql, { type Sql } from "sql-template-tag"
import type { Database, Queryable, Transaction } from "../lib/database"

/** Every process on one database agrees on this number. */
const MERGE_LOCK = 7_326_002

/**
 * Keeps merges out until the transaction ends; any number of transactions may hold it at once.
 *
 * Must be a statement of its own: a query that takes the lock and reads visitors at once
 * would read them as they were before it waited.
 */
export async function holdMerges(tx: Queryable): Promise<void> {
  await tx.rows(sql`select pg_advisory_xact_lock_shared(${MERGE_LOCK})`)
}

/** Runs `work` in a transaction that {@link holdMerges} from its beginning, before the statements of its `opening`. */
export function holdingMerges<Result>(
  database: Database,
  work: (tx: Transaction, opened: QueryResultRow[][]) => Promise<Result>,
  opening: Sql[] = []
): Promise<Result> {
  return database.transaction(work, { sharedLock: MERGE_LOCK, opening })
}

/**
 * Waits until no transaction holds {@link holdMerges}, then keeps them out until this one ends.
 *
 * Never take it after the shared side in one transaction: two that do wait for each other.
 */
export async function lockMerges(tx: Queryable): Promise<void> {
  await tx.rows(sql`select pg_advisory_xact_lock(${MERGE_LOCK})`)
}
