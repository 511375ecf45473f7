import type { CustomerRecord } from "../identity"
import type { Transaction } from "../lib/database"
import type { Datable } from "./erased"

/** An order as Medusa has it. Amounts are major units of `currency_code`, discounts and taxes included. */
export interface OrderRecord {
  id: string
  display_id: number | null
  cart_id: string | null
  /** Visitor uuid from the order's or cart's metadata, where the storefront put it. */
  visitor: string | null
  customer: CustomerRecord | null
  email: string | null
  currency_code: string
  /**
   * What the customer paid or still owes, shipping included, before refunds: refunds are
   * taken off by whoever asks what was spent, so they must not be missing here already.
   */
  total: number
  placed_at: Date
  canceled_at: Date | null
  sales_channel_id: string | null
  region_id: string | null
  promotion_codes: string[]
  updated_at: Date
  lines: OrderLineRecord[]
  refunds: { id: string; amount: number; refunded_at: Date }[]
}

export interface OrderLineRecord {
  id: string
  product_id: string | null
  variant_id: string | null
  title: string | null
  /** As ordered; what came back is in `returned_quantity` and still counted here. */
  quantity: number
  returned_quantity: number
  /** Of the quantity as ordered. */
  total: number
}

export interface CartRecord {
  id: string
  visitor: string | null
  customer: CustomerRecord | null
  email: string | null
  currency_code: string
  total: number
  created_at: Date
  /** Latest change of the cart or one of its lines, as Medusa dates them. */
  touched_at: Date
  completed_at: Date | null
  deleted_at: Date | null
  lines: CartLineRecord[]
}

export interface CartLineRecord {
  id: string
  product_id: string | null
  variant_id: string | null
  title: string | null
  quantity: number
  total: number
}

export interface ProductRecord {
  id: string
  title: string
  handle: string | null
  thumbnail: string | null
  collection_id: string | null
  type_id: string | null
  category_ids: string[]
  tag_ids: string[]
  updated_at: Date
  deleted_at: Date | null
}

export type LabelKind = "category" | "collection" | "tag" | "type" | "sales_channel" | "region" | "customer_group"

/** The name that people see for an id. */
export interface LabelRecord {
  kind: LabelKind
  id: string
  label: string
}

/** What facts need of the stages to their right; the composition root hands it in. */
export interface FactsPorts {
  /** Derives the states of these profiles anew and queues them for evaluation, in the caller's transaction. */
  profilesChanged(tx: Transaction, profileIds: number[]): Promise<void>
  /** Queues everybody for evaluation by the conditions that look at products, in the caller's transaction. */
  productsRegrouped(tx: Transaction): Promise<void>
}

/** How an order stands in our copy, for comparing it with Medusa's. */
export interface StoredOrder {
  id: string
  customer_id: string | null
  total: number
  refunded: number
  placed_at: Date
  canceled_at: Date | null
  updated_at: Date
}

/** How a cart stands in our copy, for comparing it with Medusa's. */
export interface StoredCart {
  id: string
  customer_id: string | null
  quantity: number
  created_at: Date
  touched_at: Date
}

/**
 * Our copies of what Medusa knows.
 *
 * Saving a record again changes no row and touches no profile; a changed record replaces
 * the old one, and lines that are gone in Medusa go here too. Each call is one transaction
 * that also hands the profiles it changed on to evaluation.
 *
 * `readAt` is the instant before Medusa was asked (default: now). Of two copies of one
 * record the one that was read later stands, whichever is saved last: a page of the
 * backfill may be overtaken by an event about one of its orders.
 */
export interface Facts {
  saveOrders(orders: OrderRecord[], readAt?: Date): Promise<void>
  saveCarts(carts: CartRecord[], readAt?: Date): Promise<void>
  /** New customers are one transaction; each one that changed has its own. Answers the ids of both. */
  saveCustomers(customers: CustomerRecord[]): Promise<string[]>
  /** Answers the ids of those that were new, or not the same. */
  saveProducts(products: ProductRecord[]): Promise<string[]>
  /** Answers the ids of those that were new, or called something else. */
  saveLabels(labels: LabelRecord[]): Promise<string[]>
  /** Marks a cart as gone, so that it is nobody's open cart any more. */
  deleteCart(cartId: string, at: Date): Promise<void>
  /** Forgets orders that Medusa no longer has. */
  deleteOrders(orderIds: string[]): Promise<void>

  /** Our copies with `after < id <= upTo`, in the order of their ids; null is no bound. */
  storedOrders(after: string | null, upTo: string | null): Promise<StoredOrder[]>
  /** Our open carts with `after < id <= upTo`, in the order of their ids; null is no bound. */
  storedOpenCarts(after: string | null, upTo: string | null): Promise<StoredCart[]>
  /** Which of Medusa's records belong to the past of somebody who was erased: they are never copied. */
  erasedRecords(kind: "order" | "cart", records: Datable[]): Promise<Set<string>>
  /** Everybody whom we know in a customer group. */
  customersInGroups(): Promise<string[]>

  /** What a long-running copy noted under `key`; null when it never ran. */
  progress<Note>(key: string): Promise<Note | null>
  noteProgress(key: string, note: unknown): Promise<void>
  /**
   * Runs `work` unless a process on this database runs work of the same name already; then answers null at once.
   * The lock dies with its connection, so a killed process blocks nobody.
   */
  alone<Result>(name: string, work: () => Promise<Result>): Promise<Result | null>
}
