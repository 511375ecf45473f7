import sql from "sql-template-tag"
import type { Queryable } from "../lib/database"

export type ErasedKind = "visitor" | "customer" | "order" | "cart"

/** A record as it arrives: was its person erased at `at` or later? Without `at`, at any time. */
export interface MaybeErased {
  id: string
  at?: Date
}

/** Keeps the hashes of what belonged to somebody who is being erased, so that {@link erasedAmong} recognises it. */
export async function rememberErased(db: Queryable, kind: ErasedKind, ids: readonly string[], at: Date): Promise<void> {
  if (ids.length === 0) return
  await db.execute(sql`
    insert into audience.erased as known (kind, hash, erased_at)
    select ${kind}, sha256(convert_to(id, 'UTF8')), ${at}::timestamptz from (select distinct id from unnest(${ids}::text[]) as id) given
    on conflict (kind, hash) do update set erased_at = greatest(known.erased_at, excluded.erased_at)`)
}

/**
 * Which of these belong to the past of somebody who was erased, with the instant of the erasure.
 *
 * What happened after it is no part of that past: an erased person who visits or orders
 * again is a new one.
 */
export async function erasedAmong(db: Queryable, kind: ErasedKind, given: readonly MaybeErased[]): Promise<Map<string, Date>> {
  if (given.length === 0) return new Map()
  const rows = await db.rows<{ id: string; erased_at: Date }>(sql`
    select given.id, erased.erased_at
    from unnest(${given.map(({ id }) => id)}::text[], ${given.map(({ at }) => at ?? null)}::timestamptz[]) as given (id, at)
    join audience.erased on erased.kind = ${kind} and erased.hash = sha256(convert_to(given.id, 'UTF8'))
    where given.at is null or erased.erased_at >= given.at`)
  return new Map(rows.map(({ id, erased_at }) => [id, erased_at]))
}
