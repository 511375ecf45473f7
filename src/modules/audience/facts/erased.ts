import type { Identity } from "../identity"
import type { Queryable } from "../lib/database"

/** The part of an order or a cart that says whether it belongs to the past of somebody who was erased. */
export interface Datable {
  id: string
  /** When the order was placed, or the cart touched. */
  at: Date
  customerId: string | null
}

/**
 * Ids of the records that a person who was erased has left in Medusa.
 *
 * By their own id, and by the customer's: an order that had not been copied when its
 * customer was erased is as much part of that past.
 */
export async function erasedRecords(
  db: Queryable,
  identity: Pick<Identity, "erasedAmong">,
  kind: "order" | "cart",
  records: readonly Datable[]
): Promise<Set<string>> {
  const known = await identity.erasedAmong(db, kind, records)
  const ofCustomers = records.flatMap(({ customerId, at }) => (customerId === null ? [] : { id: customerId, at }))
  const customers = await identity.erasedAmong(db, "customer", ofCustomers)
  const isErased = ({ id, at, customerId }: Datable): boolean => {
    const erasedAt = customerId === null ? undefined : customers.get(customerId)
    return known.has(id) || (erasedAt !== undefined && erasedAt >= at)
  }
  return new Set(records.filter(isErased).map(({ id }) => id))
}

/** The records without those of {@link erasedRecords}. */
export async function withoutErased<Record extends { id: string; customer: { id: string } | null }>(
  db: Queryable,
  identity: Pick<Identity, "erasedAmong">,
  kind: "order" | "cart",
  records: readonly Record[],
  at: (record: Record) => Date
): Promise<Record[]> {
  const dated = records.map((record) => ({ id: record.id, at: at(record), customerId: record.customer?.id ?? null }))
  const erased = await erasedRecords(db, identity, kind, dated)
  return records.filter(({ id }) => !erased.has(id))
}
