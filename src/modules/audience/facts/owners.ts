import sql, { raw } from "sql-template-tag"
import type { CustomerRecord, Identity, Owner } from "../identity"
import type { Queryable, Transaction } from "../lib/database"

/** The part of an order or a cart that says whose it is. */
export interface Owned {
  id: string
  cart_id: string | null
  visitor: string | null
  customer: CustomerRecord | null
  at: Date
}

/**
 * Ties each record's visitor and customer, before the transaction that saves it.
 *
 * A record whose ties we hold already is passed over: the backfill and a replay ask
 * about thousands that say nothing new.
 */
export async function tieOwners(db: Queryable, identity: Identity, table: "order_fact" | "cart", records: Owned[]): Promise<void> {
  const ids = records.map(({ id }) => id)
  const stored = await db.rows<{ id: string; customer_id: string | null; visitor_id: number | null }>(sql`
    select id, customer_id, visitor_id from ${raw(`audience.${table}`)} where id = any(${ids}::text[])`)
  const byId = new Map(stored.map((row) => [row.id, row]))
  for (const record of records) {
    const known = byId.get(record.id)
    const customerId = record.customer?.id ?? null
    if (known && known.customer_id === customerId && (known.visitor_id !== null || record.visitor === null)) continue
    await identity.tieCart({
      cartId: record.cart_id,
      visitor: record.visitor,
      customer: record.customer,
      at: record.at,
      formerCustomerId: known && known.customer_id !== customerId ? known.customer_id : null,
    })
  }
}

/** Owners as they stand now. No merge can change them until the transaction ends. */
export async function ownersOf(tx: Transaction, identity: Identity, records: Owned[]): Promise<Map<string, Owner>> {
  const owners = new Map<string, Owner>()
  for (const record of records) {
    owners.set(record.id, await identity.ownerOf(tx, { cartId: record.cart_id, customerId: record.customer?.id ?? null }))
  }
  return owners
}
