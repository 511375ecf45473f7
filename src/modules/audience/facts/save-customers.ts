import sql from "sql-template-tag"
import type { CustomerRecord, Identity } from "../identity"
import type { Queryable } from "../lib/database"
import type { StageContext } from "../stage"

/** See {@link Facts.saveCustomers}. */
export async function saveCustomers(
  { database }: Pick<StageContext, "database">,
  identity: Identity,
  customers: CustomerRecord[]
): Promise<string[]> {
  const known = await sameAsStored(database, customers)
  const different = customers.filter(({ id }) => !known.get(id))
  const isNew = (customer: CustomerRecord): boolean => !known.has(customer.id) && customer.deleted_at === null
  await identity.saveNewCustomers(different.filter(isNew))
  for (const customer of different) if (!isNew(customer)) await identity.saveCustomer(customer)
  // Erased people, and deleted ones whom nobody knew, are not taken in: they stay different for good.
  const saved = await sameAsStored(database, different)
  return different.filter(({ id }) => saved.get(id)).map(({ id }) => id)
}

/** Whether each customer that is stored is the same: one query for a page, as the nightly reconciliation asks about everybody. */
async function sameAsStored(db: Queryable, customers: CustomerRecord[]): Promise<Map<string, boolean>> {
  if (customers.length === 0) return new Map()
  const stored = await db.rows<{ id: string; same: boolean }>(sql`
    select stored.id,
      (stored.email, stored.first_name, stored.last_name, stored.phone, stored.has_account, stored.group_ids, stored.metadata, stored.deleted_at)
      is not distinct from
      (given.email, given.first_name, given.last_name, given.phone, given.has_account, given.group_ids, nullif(given.metadata, 'null'), given.deleted_at)
      as same
    from audience.customer as stored
    join jsonb_to_recordset(${JSON.stringify(customers)}::jsonb) as given(
      id text, email text, first_name text, last_name text, phone text, has_account boolean,
      group_ids text[], metadata jsonb, deleted_at timestamptz
    ) on given.id = stored.id`)
  return new Map(stored.map(({ id, same }) => [id, same]))
}
