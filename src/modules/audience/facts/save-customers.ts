import sql from "sql-template-tag"
import type { CustomerRecord, Identity } from "../identity"
import type { StageContext } from "../stage"

/** See {@link Facts.saveCustomers}. */
export async function saveCustomers(
  { database }: Pick<StageContext, "database">,
  identity: Identity,
  customers: CustomerRecord[]
): Promise<void> {
  if (customers.length === 0) return
  // One query for a page tells who is the same as before; the nightly reconciliation asks about everybody.
  const stored = await database.rows<{ id: string; same: boolean }>(sql`
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
  const known = new Map(stored.map(({ id, same }) => [id, same]))
  const isNew = (customer: CustomerRecord): boolean => !known.has(customer.id) && customer.deleted_at === null
  await identity.saveNewCustomers(customers.filter(isNew))
  for (const customer of customers) if (!isNew(customer) && !known.get(customer.id)) await identity.saveCustomer(customer)
}
