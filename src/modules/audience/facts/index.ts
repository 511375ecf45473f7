import type { CustomerRecord, Identity } from "../identity"
import type { Transaction } from "../lib/database"
import { unbuilt } from "../unbuilt"
import type { StageContext } from "../stage"

/** Amounts are major units of `currency_code`. */
export interface OrderRecord {
  id: string
  display_id: number | null
  cart_id: string | null
  /** Visitor uuid from the order's or cart's metadata, where the storefront put it. */
  visitor: string | null
  customer: CustomerRecord | null
  email: string | null
  currency_code: string
  total: number
  placed_at: Date
  canceled_at: Date | null
  sales_channel_id: string | null
  region_id: string | null
  promotion_codes: string[]
  updated_at: Date
  lines: { id: string; product_id: string | null; variant_id: string | null; title: string | null; quantity: number; returned_quantity: number; total: number }[]
  refunds: { id: string; amount: number; refunded_at: Date }[]
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
  lines: { id: string; product_id: string | null; variant_id: string | null; title: string | null; quantity: number; total: number }[]
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

/** Saving a record again changes nothing; a changed record replaces the old one. Each call hands the touched profiles on to evaluation. */
export interface Facts {
  saveOrders(orders: OrderRecord[]): Promise<void>
  saveCarts(carts: CartRecord[]): Promise<void>
  saveCustomers(customers: CustomerRecord[]): Promise<void>
  saveProducts(products: ProductRecord[]): Promise<void>
  saveLabels(labels: { kind: LabelKind; id: string; label: string }[]): Promise<void>
  deleteCart(cartId: string, at: Date): Promise<void>
}

/** What facts need of the stages to their right; the composition root hands it in. */
export interface FactsPorts {
  /** Derives the states of these profiles anew and queues them for evaluation, in the caller's transaction. */
  profilesChanged(tx: Transaction, profileIds: number[]): Promise<void>
}

export function createFacts(_context: StageContext, _identity: Identity, _ports: FactsPorts): Facts {
  return unbuilt<Facts>("facts")
}
