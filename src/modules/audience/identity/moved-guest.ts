import sql from "sql-template-tag"
import type { Queryable, Transaction } from "../lib/database"
import { customersOf, profileOfCustomer } from "./customers"
import { isSamePerson, MERGE_CAP, type KnownCustomer } from "./guards"
import { mergeProfiles } from "./merge"
import { countVisitors } from "./tie"
import type { CustomerRecord } from "./types"

/**
 * The profile of a guest whose order Medusa has moved to this account, when the two are one
 * person in two profiles; null otherwise.
 */
export async function movedGuest(db: Queryable, formerCustomerId: string | null, customer: CustomerRecord): Promise<number | null> {
  if (formerCustomerId === null || formerCustomerId === customer.id) return null
  const [guest] = await db.rows<KnownCustomer & { profile_id: number }>(sql`
    select id, email, has_account, deleted_at is not null as deleted, profile_id from audience.customer where id = ${formerCustomerId}`)
  if (!guest || !isSamePerson(guest, { ...customer, deleted: false })) return null
  const profileId = await profileOfCustomer(db, customer.id)
  if (profileId === null || profileId === guest.profile_id) return null
  const others = await customersOf(db, guest.profile_id)
  if (others.some((one) => one.has_account && !one.deleted)) return null
  if ((await countVisitors(db, [profileId, guest.profile_id])) > MERGE_CAP) return null
  return guest.profile_id
}

/** Merges that guest's profile with the account's; answers the changed profiles. The caller holds the merge lock alone. */
export async function joinMovedGuest(
  tx: Transaction,
  formerCustomerId: string | null,
  customer: CustomerRecord,
  now: Date
): Promise<number[]> {
  const guestProfileId = await movedGuest(tx, formerCustomerId, customer)
  const profileId = guestProfileId === null ? null : await profileOfCustomer(tx, customer.id)
  if (guestProfileId === null || profileId === null) return []
  const { winnerId, loserId } = await mergeProfiles(tx, guestProfileId, profileId, "order moved to the account", now)
  return [winnerId, loserId]
}
