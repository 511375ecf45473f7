import sql, { raw } from "sql-template-tag"
import { NOBODY, type CustomerRecord, type Identity, type Owner } from "../identity"
import type { Database, Transaction } from "../lib/database"
import { saveCustomers } from "./save-customers"

/** The part of an order or a cart that says whose it is. */
export interface Owned {
  id: string
  cart_id: string | null
  visitor: string | null
  customer: CustomerRecord | null
  at: Date
}

interface StoredTie {
  id: string
  customer_id: string | null
  visitor_id: number | null
}

/**
 * Ties each record's visitor and customer, before the transaction that saves it.
 *
 * Records that can tie nothing are taken together: a backfill brings thousands of a time
 * before the tag, whose customers are just stored, and a replay thousands that say nothing new.
 */
export async function tieOwners(database: Database, identity: Identity, table: "order_fact" | "cart", records: Owned[]): Promise<void> {
  const stored = await database.rows<StoredTie>(sql`
    select id, customer_id, visitor_id from ${raw(`audience.${table}`)} where id = any(${records.map(({ id }) => id)}::text[])`)
  const linked = await database.rows<{ cart_id: string }>(sql`
    select cart_id from audience.cart_visitor where cart_id = any(${records.map((record) => record.cart_id)}::text[])`)
  // Whoever was erased and orders again must not be taken for a copy of an old record.
  const returning = await identity.erasedAmong(
    database,
    "customer",
    records.flatMap(({ customer }) => (customer ? { id: customer.id } : []))
  )
  const known = new Map(stored.map((row) => [row.id, row]))
  const carts = new Set(linked.map((row) => row.cart_id))

  const withoutVisitor: CustomerRecord[] = []
  for (const record of records) {
    const former = known.get(record.id)
    const moved = former !== undefined && former.customer_id !== (record.customer?.id ?? null)
    if (former && !moved && (former.visitor_id !== null || record.visitor === null)) continue
    const mayTie = record.visitor !== null || (record.cart_id && carts.has(record.cart_id)) || returning.has(record.customer?.id ?? "")
    if (!moved && !mayTie) {
      if (record.customer) withoutVisitor.push(record.customer)
      continue
    }
    await identity.tieCart({
      cartId: record.cart_id,
      visitor: record.visitor,
      customer: record.customer,
      at: record.at,
      formerCustomerId: moved ? former.customer_id : null,
    })
  }
  await saveCustomers({ database }, identity, withoutVisitor)
}

/** Owners as they stand now. No merge can change them until the transaction ends. */
export async function ownersOf(tx: Transaction, identity: Identity, records: Owned[]): Promise<Map<string, Owner>> {
  const owners = await identity.ownersOf(
    tx,
    records.map((record) => ({ cartId: record.cart_id, customerId: record.customer?.id ?? null }))
  )
  return new Map(records.map((record, place) => [record.id, owners[place] ?? { profileId: NOBODY, visitorId: null }]))
}
