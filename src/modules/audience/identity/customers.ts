import sql from "sql-template-tag"
import type { Queryable } from "../lib/database"
import type { KnownCustomer } from "./guards"
import type { CustomerRecord } from "./types"

/** The profile of a customer; null for one we have not seen. */
export async function profileOfCustomer(db: Queryable, customerId: string): Promise<number | null> {
  const [row] = await db.rows<{ profile_id: number }>(sql`select profile_id from audience.customer where id = ${customerId}`)
  return row?.profile_id ?? null
}

/** The customers of a profile, as the guards look at them. */
export function customersOf(db: Queryable, profileId: number): Promise<KnownCustomer[]> {
  return db.rows<KnownCustomer>(sql`
    select id, email, has_account, deleted_at is not null as deleted from audience.customer where profile_id = ${profileId}`)
}

/** Creates a profile without visits. */
export async function createProfile(db: Queryable, createdAt: Date): Promise<number> {
  const [row] = await db.rows<{ id: number }>(sql`insert into audience.profile (created_at) values (${createdAt}) returning id`)
  if (!row) throw new Error("inserting a profile returned no row")
  return row.id
}

/**
 * Stores a customer under a profile, or brings the stored one up to date, which stays where it is.
 * Answers whether anything changed.
 *
 * An older copy never replaces a newer one: events of the shop may be handled out of order.
 *
 * @param visitorId the visitor whose profile a new customer takes
 */
export async function storeCustomer(
  db: Queryable,
  customer: CustomerRecord,
  profileId: number,
  visitorId: number | null = null
): Promise<boolean> {
  const changed = await db.execute(sql`
    insert into audience.customer as stored
      (id, profile_id, visitor_id, email, first_name, last_name, phone, has_account, group_ids, metadata, created_at, updated_at, deleted_at)
    values (${customer.id}, ${profileId}, ${visitorId}, ${customer.email}, ${customer.first_name}, ${customer.last_name}, ${customer.phone},
      ${customer.has_account}, ${customer.group_ids}::text[], ${customer.metadata ? JSON.stringify(customer.metadata) : null}::jsonb,
      ${customer.created_at}, ${customer.updated_at}, ${customer.deleted_at})
    on conflict (id) do update set
      email = excluded.email, first_name = excluded.first_name, last_name = excluded.last_name, phone = excluded.phone,
      has_account = excluded.has_account, group_ids = excluded.group_ids, metadata = excluded.metadata,
      updated_at = excluded.updated_at, deleted_at = excluded.deleted_at
    where excluded.updated_at >= stored.updated_at and
      (stored.email, stored.first_name, stored.last_name, stored.phone, stored.has_account, stored.group_ids, stored.metadata, stored.deleted_at)
      is distinct from
      (excluded.email, excluded.first_name, excluded.last_name, excluded.phone, excluded.has_account, excluded.group_ids, excluded.metadata, excluded.deleted_at)`)
  if (changed > 0) await nameCustomer(db, profileId)
  return changed > 0
}

/**
 * Sets the one Medusa customer of a profile anew: the account, else the latest guest, else none.
 *
 * A profile may hold guest customers beside the account: Medusa keeps a person's guest
 * record when that person registers.
 */
export async function nameCustomer(db: Queryable, profileId: number): Promise<void> {
  await db.execute(sql`
    update audience.profile set customer_id = named.id
    from (select (
      select id from audience.customer where profile_id = ${profileId} and deleted_at is null
      order by has_account desc, created_at desc, id desc limit 1
    ) as id) as named
    where profile.id = ${profileId} and profile.customer_id is distinct from named.id`)
}
