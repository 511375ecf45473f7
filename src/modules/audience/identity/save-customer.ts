import type { Transaction } from "../lib/database"
import type { StageContext } from "../stage"
import { createProfile, profileOfCustomer, storeCustomer } from "./customers"
import { erasedAmong } from "./erased"
import { holdMerges, lockMerges } from "./merge-lock"
import { NOBODY, type CustomerRecord, type IdentityPorts } from "./types"

/** See {@link Identity.saveCustomer}. */
export async function saveCustomer({ database }: StageContext, ports: IdentityPorts, customer: CustomerRecord): Promise<number> {
  const store = async (tx: Transaction, profileId: number): Promise<number> => {
    if (await storeCustomer(tx, customer, profileId)) await ports.profilesChanged(tx, [profileId])
    return profileId
  }
  const known = await database.transaction(async (tx) => {
    await holdMerges(tx)
    const profileId = await profileOfCustomer(tx, customer.id)
    return profileId === null ? null : store(tx, profileId)
  })
  if (known !== null) return known
  return database.transaction(async (tx) => {
    await lockMerges(tx)
    const profileId = await profileOfCustomer(tx, customer.id)
    // Medusa still has the record; that is no visit and no order.
    if (profileId === null && (await erasedAmong(tx, "customer", [customer])).size > 0) return NOBODY
    return store(tx, profileId ?? (await createProfile(tx, customer.created_at)))
  })
}
