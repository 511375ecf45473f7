import sql from "sql-template-tag"
import type { CustomerRecord, Identity } from "../identity"
import type { StageContext } from "../stage"

/** See {@link Facts.saveCustomers}. */
export async function saveCustomers({ database }: StageContext, identity: Identity, customers: CustomerRecord[]): Promise<void> {
  // One query for a page tells who is the same as before; the nightly reconciliation asks about everybody.
  const same = await database.rows<{ id: string }>(sql`
    select stored.id from audience.customer as stored
    join jsonb_to_recordset(${JSON.stringify(customers)}::jsonb) as given(
      id text, email text, first_name text, last_name text, phone text, has_account boolean,
      group_ids text[], metadata jsonb, deleted_at timestamptz
    ) on given.id = stored.id
    where (stored.email, stored.first_name, stored.last_name, stored.phone, stored.has_account, stored.group_ids, stored.metadata, stored.deleted_at)
      is not distinct from
      (given.email, given.first_name, given.last_name, given.phone, given.has_account, given.group_ids, nullif(given.metadata, 'null'), given.deleted_at)`)
  const known = new Set(same.map(({ id }) => id))
  for (const customer of customers) if (!known.has(customer.id)) await identity.saveCustomer(customer)
}
