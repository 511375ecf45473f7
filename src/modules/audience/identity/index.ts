import { unbuilt } from "../unbuilt"
import type { StageContext } from "../stage"
import type { AttributeValue } from "../../../contract"
import type { ResolvedVisitor } from "../collection"
import type { Queryable, Transaction } from "../lib/database"

/** A customer as Medusa has it. */
export interface CustomerRecord {
  id: string
  email: string | null
  first_name: string | null
  last_name: string | null
  phone: string | null
  has_account: boolean
  group_ids: string[]
  metadata: Record<string, unknown> | null
  created_at: Date
  updated_at: Date
  deleted_at: Date | null
}

export type AttributeSource = "declared" | "api" | "import" | "customer"

export interface AttributeResult {
  key: string
  stored: boolean
  /** Why a value was not stored, e.g. a verified value stands. */
  reason?: string
}

export interface Identity {
  /** See CollectionPorts. Takes the shared side of the merge lock for the rest of the transaction. */
  resolveVisitors(tx: Transaction, visitors: { uuid: string; firstAt: Date }[]): Promise<Map<string, ResolvedVisitor>>
  /** Ties a visitor to a customer whom Medusa's own auth has proven. Returns the profile they share afterwards. */
  identifyCustomer(input: { visitor: string; customer: CustomerRecord; traits?: Record<string, unknown> }): Promise<{ profileId: number; publicId: string }>
  /** Stores a customer and returns its profile, making one for a customer without visits. */
  saveCustomer(customer: CustomerRecord): Promise<number>
  /**
   * The profile that an order or a cart belongs to: the visitor linked to the cart,
   * merged with the customer's profile where the guards allow it; else the customer's;
   * else a new profile without visits.
   */
  tieCart(input: { cartId: string | null; visitor: string | null; customer: CustomerRecord | null; at: Date }): Promise<{ profileId: number; visitorId: number | null }>
  /** Carries out what events asked for (cart links, traits, log-outs), each in its own transaction; returns the profiles it changed. */
  runTasks(): Promise<number[]>
  /** Moves everything of `loserId` to `winnerId` in one transaction and records it. */
  merge(winnerId: number, loserId: number, reason: string): Promise<void>
  setAttributes(profileId: number, values: Record<string, unknown>, source: AttributeSource): Promise<AttributeResult[]>
  /** Attribute values by profile, for answers. */
  attributesOf(db: Queryable, profileIds: number[]): Promise<Map<number, Record<string, AttributeValue>>>
  /** Internal id of a public `aprof_…` id, following merges; null when there is none. */
  profileIdOf(publicId: string): Promise<number | null>
}

/** What identity needs of the stages to its right; the composition root hands it in. */
export interface IdentityPorts {
  /** Derives the states of these profiles anew and queues them for evaluation, in the caller's transaction. */
  profilesChanged(tx: Transaction, profileIds: number[]): Promise<void>
}

export function createIdentity(_context: StageContext, _ports: IdentityPorts): Identity {
  return unbuilt<Identity>("identity")
}
