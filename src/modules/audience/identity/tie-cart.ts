import type { Queryable, Transaction } from "../lib/database"
import type { StageContext } from "../stage"
import type { ResolvedVisitor } from "../collection"
import { createProfile, profileOfCustomer, storeCustomer } from "./customers"
import { erasedAmong } from "./erased"
import { holdMerges, lockMerges } from "./merge-lock"
import { joinMovedGuest, movedGuest } from "./moved-guest"
import { linkedVisitor, readOwner } from "./owner"
import { carryOutTie, judgeTie } from "./tie"
import { NOBODY, type CartTie, type CustomerRecord, type IdentityPorts, type Owner } from "./types"

/** See {@link Identity.tieCart}. */
export async function tieCart({ database, clock }: StageContext, ports: IdentityPorts, tie: CartTie): Promise<Owner> {
  const { customer, formerCustomerId = null } = tie
  const cart = { cartId: tie.cartId, customerId: customer?.id ?? null }

  // Most saves repeat what is tied already; they must not hold up collection.
  const settled = await database.transaction(async (tx) => {
    await holdMerges(tx)
    if (await isPast(tx, tie)) return { profileId: NOBODY, visitorId: null }
    const visitor = await linkedVisitor(tx, tie)
    if (customer) {
      const profileId = await settledProfile(tx, visitor, customer)
      if (profileId === null || (await movedGuest(tx, formerCustomerId, customer)) !== null) return null
      if (await storeCustomer(tx, customer, profileId)) await ports.profilesChanged(tx, [profileId])
    }
    return readOwner(tx, cart)
  })
  if (settled) return settled

  return database.transaction(async (tx) => {
    await lockMerges(tx)
    if (await isPast(tx, tie)) return { profileId: NOBODY, visitorId: null }
    const visitor = await linkedVisitor(tx, tie)
    const changed = customer ? await tieCustomer(tx, visitor, customer, clock.now()) : []
    if (customer) changed.push(...(await joinMovedGuest(tx, formerCustomerId, customer, clock.now())))
    if (changed.length > 0) await ports.profilesChanged(tx, [...new Set(changed)])
    return readOwner(tx, cart)
  })
}

/** Whether the cart or order is from before its customer was erased: copying it again must not bring that person back. */
async function isPast(db: Queryable, { customer, at }: CartTie): Promise<boolean> {
  return customer !== null && (await erasedAmong(db, "customer", [{ id: customer.id, at }])).size > 0
}

/** The customer's profile where neither a tie nor a merge is left to do; null otherwise. */
async function settledProfile(db: Queryable, visitor: ResolvedVisitor | null, customer: CustomerRecord): Promise<number | null> {
  if (!visitor) return profileOfCustomer(db, customer.id)
  const verdict = await judgeTie(db, visitor, customer)
  if (verdict.kind === "same") return verdict.profileId
  return verdict.kind === "apart" ? verdict.customerProfileId : null
}

/** Stores the customer of a cart and ties the visitor to it where the guards allow; answers the changed profiles. The caller holds the merge lock alone. */
export async function tieCustomer(
  tx: Transaction,
  visitor: ResolvedVisitor | null,
  customer: CustomerRecord,
  now: Date
): Promise<number[]> {
  if (visitor) return (await carryOutTie(tx, await judgeTie(tx, visitor, customer), visitor, customer, "same cart", now)).changed
  const profileId = (await profileOfCustomer(tx, customer.id)) ?? (await createProfile(tx, customer.created_at))
  return (await storeCustomer(tx, customer, profileId)) ? [profileId] : []
}
