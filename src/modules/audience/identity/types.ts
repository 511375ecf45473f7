import type { AttributeValue, Consent, PersonDto, ProfileMerge } from "../../../contract"
import type { CollectionPorts, ResolvedVisitor } from "../collection"
import type { Queryable, Transaction } from "../lib/database"
import type { ErasedKind, MaybeErased } from "./erased"
import type { AttributeType } from "./attributes/parse-value"

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

/** `declared` comes from a browser and is unverified; the others are verified. */
export type AttributeSource = "declared" | "api" | "import" | "customer" | "admin"

export interface AttributeResult {
  key: string
  stored: boolean
  /** Why a value was not stored, e.g. a verified value stands. */
  reason?: string
}

/** A visitor of one batch of events. */
export interface ArrivingVisitor {
  uuid: string
  /** Time of its earliest event in the batch. */
  firstAt: Date
  /** Time of its latest event in the batch; without it, later than any erasure. */
  lastAt?: Date
  /** What the visitor allows, as of this batch; purposes left out stay as they were. */
  consent?: Partial<Consent>
}

/** What an order or a cart tells about the person behind it. */
export interface CartTie {
  cartId: string | null
  /** Visitor uuid from the metadata of the cart or order. */
  visitor: string | null
  customer: CustomerRecord | null
  /** When the cart was last touched or the order placed. */
  at: Date
  /**
   * The customer whom the same order or cart named before. A guest's order that Medusa
   * has moved to an account with the same e-mail makes the two profiles one.
   */
  formerCustomerId?: string | null
}

/** Whose an order or a cart is. */
export interface Owner {
  /** {@link NOBODY} while neither a visitor nor a customer is known. */
  profileId: number
  /** Only where the visitor belongs to the same profile. */
  visitorId: number | null
}

/**
 * The profile id of carts and orders that nobody is known to own yet.
 *
 * Shops make carts for crawlers and for people who refused analytics: a profile for
 * each would drown the real ones. No profile has this id; when the browser reports
 * the cart later, its rows move to the visitor's profile.
 */
export const NOBODY = 0

/** A browser that is known, and what its person allows; null = never said. */
export interface CurrentVisitor {
  profileId: number
  personalization: boolean | null
}

/** One of the ways in which a server names a profile. */
export type ProfileName = { id: string } | { customerId: string } | { email: string }

/** What a column of a file, or a caller with many rows, names profiles by. */
export type ProfileKey = "id" | "customer_id" | "email"

/** A value that {@link Identity.checkValue} has let pass. */
export interface CheckedValue {
  profileId: number
  attribute: Attribute
  value: string | number | boolean | string[]
}

/** What stood where a value was written; `row` is null where nothing did. */
export interface ValueBefore {
  profileId: number
  attributeId: number
  row: Record<string, unknown> | null
}

/** The same with the instant under which the new value is stored, by which an undo knows it again. */
export type WrittenValue = ValueBefore & { writtenAt: Date }

/** A typed fact about profiles, as the shop has defined it. */
export interface Attribute {
  id: number
  key: string
  label: string
  type: AttributeType
  choices: string[]
  personal: boolean
  /** Refuses what visitors declare. */
  verified_only: boolean
  predefined: boolean
}

export type AttributeDefinition = Pick<Attribute, "key" | "label" | "type"> &
  Partial<Pick<Attribute, "choices" | "personal" | "verified_only">>

/** What may be changed of an attribute; its key and type stay, because stored values and rules rest on them. */
export type AttributeChange = Partial<Pick<Attribute, "label" | "choices" | "personal" | "verified_only">>

/** A value as it is stored, with where it came from and when. */
export interface StoredValue {
  value: AttributeValue
  source: AttributeSource
  updatedAt: Date
}

export interface Identity {
  /**
   * Runs `work` in a transaction with the shared side of the merge lock: without it an event
   * could be written with a profile that is being merged away.
   */
  holdingMerges<Result>(work: (tx: Transaction) => Promise<Result>): Promise<Result>
  /**
   * Finds or creates the visitors of one batch, inside a transaction of {@link holdingMerges}.
   *
   * A visitor who was erased after its latest event is left out; one that was erased in the
   * middle of its events comes with `erasedAt`.
   */
  resolveVisitors(tx: Transaction, visitors: ArrivingVisitor[]): Promise<Map<string, ResolvedVisitor>>
  /** Runs one batch of events; see {@link CollectionPorts.writeBatch}. */
  writeBatch: CollectionPorts["writeBatch"]
  /** Keeps what visitors allow; unknown ones are left out, none is made. */
  keepConsents(visitors: { uuid: string; consent: Partial<Consent> }[]): Promise<void>
  /**
   * Ties a visitor to a customer whom Medusa's own auth has proven. Returns the profile they share afterwards.
   *
   * Where the guards forbid it (another account or another guest's e-mail on this browser, the
   * merge cap) the visitor ends and begins anew with the customer's profile: what happened
   * before stays with the former profile.
   *
   * @throws MedusaError `invalid_data` when `visitor` is not the UUID of a browser.
   */
  identifyCustomer(input: {
    visitor: string
    customer: CustomerRecord
    traits?: Record<string, unknown>
  }): Promise<{ profileId: number; publicId: string }>
  /**
   * Stores a customer and returns its profile, making one for a customer without visits;
   * {@link NOBODY} for one who was erased and has not come back.
   */
  saveCustomer(customer: CustomerRecord): Promise<number>
  /**
   * Stores customers without visits, each with a profile of its own, in one transaction: a shop
   * that installs the plugin may have a million. Those who are known already stay as they are,
   * and those who were erased stay away.
   */
  saveNewCustomers(customers: CustomerRecord[]): Promise<void>
  /**
   * The owner of an order or a cart, after tying what it proves: the visitor linked to the cart,
   * merged with the customer's profile where the guards allow it; else the customer's profile;
   * {@link NOBODY} without either, and for what belongs to the past of an erased customer.
   */
  tieCart(tie: CartTie): Promise<Owner>
  /** Which of these belong to the past of somebody who was erased, with the instant of the erasure. */
  erasedAmong(db: Queryable, kind: ErasedKind, given: readonly MaybeErased[]): Promise<Map<string, Date>>
  /**
   * The owners as they stand, in the order of the carts, inside the transaction that writes them
   * down. Takes the shared side of the merge lock: call it after {@link tieCart}, because a merge
   * may come between the two.
   */
  ownersOf(tx: Transaction, carts: { cartId: string | null; customerId: string | null }[]): Promise<Owner[]>
  /** Carries out what events asked for (cart links, traits, log-outs), each in its own transaction; returns the profiles it changed. */
  runTasks(): Promise<number[]>
  /**
   * Moves everything of `loserId` to `winnerId` in one transaction and records it.
   *
   * @throws MedusaError `not_allowed` where a guard forbids it, `not_found` for a profile that does not stand.
   */
  merge(winnerId: number, loserId: number, reason: string): Promise<void>
  /**
   * Undoes a merge: what the loser brought in, and what its visitors and customers did since, goes back to it.
   *
   * @throws MedusaError `not_found`, or `not_allowed` when it is undone already or a later merge rests on it.
   */
  unmerge(mergeId: number): Promise<void>
  /** The merges that made this profile what it is, and those of its past that were undone; latest first. */
  mergesOf(profileId: number): Promise<ProfileMerge[]>
  /** What {@link unmerge} takes, out of a public `amrg_…` id. @throws MedusaError `invalid_data` */
  mergeIdOf(publicId: string): number
  /** Stores attribute values; answers for each key. `null` removes a value. */
  setAttributes(profileId: number, values: Record<string, unknown>, source: AttributeSource): Promise<AttributeResult[]>
  /** A value in the form in which it is stored, or the reason why it is none. */
  checkValue(attribute: Attribute, given: unknown): { value: CheckedValue["value"] } | { reason: string }
  /**
   * Writes checked values of many profiles at once in the caller's transaction, and answers what stood there.
   * Takes the shared side of the merge lock.
   */
  writeValues(tx: Transaction, values: CheckedValue[], source: Exclude<AttributeSource, "declared">): Promise<WrittenValue[]>
  /** Puts back what stood before values were written from `source`; values set since stay. */
  restoreValues(tx: Transaction, written: WrittenValue[], source: AttributeSource): Promise<void>
  /** Attribute values by profile, for answers. Age follows birthday where that is set. */
  attributesOf(db: Queryable, profileIds: number[]): Promise<Map<number, Record<string, AttributeValue>>>
  /** Internal id of a public `aprof_…` id, following merges; null when there is none. */
  profileIdOf(publicId: string): Promise<number | null>
  /** The profile that a public id, a customer (guests too) or an e-mail names, following merges; of several customers with one e-mail the one with an account. */
  findProfile(name: ProfileName, db?: Queryable): Promise<number | null>
  /** The same for many at once: the profiles that were found, by the name they were asked for under. */
  findProfiles(db: Queryable, by: ProfileKey, names: string[]): Promise<Map<string, number>>
  /** The current visitor of a browser, for the storefront's reads; null for a browser that is not known. */
  visitorOf(uuid: string): Promise<CurrentVisitor | null>
  /** Whether a profile is internal, and so in no segment, report, export or total, and what says so. */
  internalOf(profileId: number): Promise<Pick<PersonDto, "internal" | "internal_by">>
  /** An admin's decision; it stands before the e-mail domains. Null takes it back. */
  setInternal(profileId: number, internal: boolean | null): Promise<void>
  internalDomains(): Promise<string[]>
  /** From now on people with an e-mail address of these domains are internal, and no others but those an admin chose. @throws invalid_data */
  setInternalDomains(domains: readonly string[]): Promise<void>
  /** The attributes of the shop, predefined ones first. */
  attributes(db?: Queryable): Promise<Attribute[]>
  /** @throws MedusaError `invalid_data` for a key that exists, or choices of a type that has none. */
  defineAttribute(definition: AttributeDefinition): Promise<Attribute>
  /** @throws MedusaError `not_found`; `invalid_data` for choices that are somebody's value, or of a type that has none. */
  changeAttribute(key: string, change: AttributeChange): Promise<Attribute>
  /** Deletes an attribute with all its values. @throws MedusaError `not_found`; `not_allowed` for a predefined one, and naming the segments that use it. */
  deleteAttribute(key: string): Promise<void>
  /** How many profiles have a value of it. */
  countValues(attributeId: number): Promise<number>
  /** The values of one profile by attribute key, with where each came from. */
  valuesOf(profileId: number): Promise<Map<string, StoredValue>>
}

/** What identity needs of the stages to its right; the composition root hands it in. */
export interface IdentityPorts {
  /** Derives the states of these profiles anew and queues them for evaluation, in the caller's transaction. */
  profilesChanged(tx: Transaction, profileIds: number[]): Promise<void>
  /** Queues profiles whose consent has changed for evaluation, in the caller's transaction. */
  consentChanged(tx: Transaction, profileIds: number[]): Promise<void>
  /** Follows what the option `customerAttributes` says now, unless that is done. */
  followOption(): Promise<void>
  /** @throws MedusaError `not_allowed` naming the segments whose rules use the field; none can come to use it before the transaction ends. */
  refuseUsedField(tx: Transaction, field: string): Promise<void>
}
