import sql from "sql-template-tag"
import type { StageContext } from "../stage"
import { lockMerges } from "./merge-lock"
import type { CustomerRecord, IdentityPorts } from "./types"

/** See {@link Identity.saveNewCustomers}. */
export async function saveNewCustomers({ database }: StageContext, ports: IdentityPorts, customers: CustomerRecord[]): Promise<void> {
  // A profile is found again by the customer it is named after, which a deleted one does not give its name to.
  if (customers.some((customer) => customer.deleted_at !== null)) throw new Error("saveNewCustomers takes no deleted customers")
  if (customers.length === 0) return
  await database.transaction(async (tx) => {
    await lockMerges(tx)
    const made = await tx.rows<{ profile_id: number }>(sql`
      with fresh as (
        select distinct on (id) given.*
        from jsonb_to_recordset(${JSON.stringify(customers)}::jsonb) as given(
          id text, email text, first_name text, last_name text, phone text, has_account boolean,
          group_ids text[], metadata jsonb, created_at timestamptz, updated_at timestamptz
        )
        where not exists (select from audience.customer where customer.id = given.id)
          and not exists (select from audience.erased where kind = 'customer' and hash = sha256(convert_to(given.id, 'UTF8')))
        order by id
      ), named as (
        insert into audience.profile (created_at, customer_id) select created_at, id from fresh
        returning profile.id as profile_id, customer_id
      )
      insert into audience.customer
        (id, profile_id, email, first_name, last_name, phone, has_account, group_ids, metadata, created_at, updated_at)
      select id, profile_id, email, first_name, last_name, phone, has_account, group_ids, nullif(metadata, 'null'), created_at, updated_at
      from fresh join named on named.customer_id = fresh.id
      returning customer.profile_id`)
    if (made.length > 0) {
      await ports.profilesChanged(
        tx,
        made.map((row) => row.profile_id)
      )
    }
  })
}
