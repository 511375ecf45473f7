import sql from "sql-template-tag"
import type { ResolvedVisitor } from "../collection"
import type { Queryable, Transaction } from "../lib/database"
import { createProfile, customersOf, profileOfCustomer, storeCustomer } from "./customers"
import { MERGE_CAP, mayBecomeOne, type KnownCustomer } from "./guards"
import { mergeProfiles } from "./merge"
import type { CustomerRecord } from "./types"

/** What stands between a visitor's profile and a customer's. */
export type Verdict =
  | { kind: "same"; profileId: number }
  /** The customer has no profile yet and may take the visitor's. */
  | { kind: "take" }
  | { kind: "merge"; customerProfileId: number }
  /** The guards keep them apart; the customer's profile, if there is one. */
  | { kind: "apart"; customerProfileId: number | null }

/** Looks only; the verdict holds as long as the merge lock is held. */
export async function judgeTie(db: Queryable, visitor: ResolvedVisitor, customer: CustomerRecord): Promise<Verdict> {
  const customerProfileId = await profileOfCustomer(db, customer.id)
  if (customerProfileId === visitor.profileId) return { kind: "same", profileId: customerProfileId }
  const known: KnownCustomer = {
    id: customer.id,
    email: customer.email,
    has_account: customer.has_account,
    deleted: customer.deleted_at !== null,
  }
  const visitorSide = await customersOf(db, visitor.profileId)
  const customerSide = customerProfileId === null ? [] : await customersOf(db, customerProfileId)
  if (!mayBecomeOne(known, visitorSide, customerSide)) return { kind: "apart", customerProfileId }
  if (customerProfileId === null) return { kind: "take" }
  if ((await countVisitors(db, [visitor.profileId, customerProfileId])) > MERGE_CAP) return { kind: "apart", customerProfileId }
  return { kind: "merge", customerProfileId }
}

/**
 * Carries out a verdict and stores the customer; answers the customer's profile.
 * The caller holds the merge lock alone.
 */
export async function carryOutTie(
  tx: Transaction,
  verdict: Verdict,
  visitor: ResolvedVisitor,
  customer: CustomerRecord,
  reason: string,
  now: Date
): Promise<{ profileId: number; changed: number[] }> {
  switch (verdict.kind) {
    case "same":
    case "take": {
      const changed = await storeCustomer(tx, customer, visitor.profileId, visitor.visitorId)
      return { profileId: visitor.profileId, changed: changed ? [visitor.profileId] : [] }
    }
    case "merge": {
      const { winnerId, loserId } = await mergeProfiles(tx, visitor.profileId, verdict.customerProfileId, reason, now)
      await storeCustomer(tx, customer, winnerId)
      return { profileId: winnerId, changed: [winnerId, loserId] }
    }
    case "apart": {
      const profileId = verdict.customerProfileId ?? (await createProfile(tx, customer.created_at))
      const changed = await storeCustomer(tx, customer, profileId)
      return { profileId, changed: changed ? [profileId] : [] }
    }
  }
}

export async function countVisitors(db: Queryable, profileIds: number[]): Promise<number> {
  const [row] = await db.rows<{ count: number }>(sql`
    select count(*)::int as count from audience.visitor where profile_id = any(${profileIds}::int[])`)
  return row?.count ?? 0
}
