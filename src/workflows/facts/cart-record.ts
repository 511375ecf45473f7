import type { CartRecord } from "../../modules/audience"
import { CUSTOMER_OF_FIELDS, toCustomerRecord, type MedusaCustomer } from "./customer-record"
import { visitorIn } from "./visitor"

export const CART_FIELDS = [
  "id", "email", "currency_code", "total", "created_at", "updated_at", "completed_at", "deleted_at", "metadata",
  "items.id", "items.product_id", "items.variant_id", "items.title", "items.quantity", "items.total", "items.updated_at",
  ...CUSTOMER_OF_FIELDS,
] // prettier-ignore

export interface MedusaCart {
  id: string
  email: string | null
  currency_code: string
  total: number
  created_at: string | Date
  updated_at: string | Date
  completed_at: string | Date | null
  deleted_at: string | Date | null
  metadata: Record<string, unknown> | null
  items?: {
    id: string
    product_id: string | null
    variant_id: string | null
    title: string | null
    quantity: number
    total: number
    updated_at: string | Date
  }[]
  customer?: MedusaCustomer | null
}

/**
 * Medusa's cart as the facts stage keeps it.
 *
 * Adding or changing a line leaves the cart's own `updated_at` as it is, and a removed line
 * is dated nowhere but on itself: the latest date of them all says when the cart was touched.
 *
 * @param lastRemoval when a line of this cart was removed last
 */
export function toCartRecord(cart: MedusaCart, lastRemoval: Date | undefined): CartRecord {
  const lines = cart.items ?? []
  const dates = [cart.updated_at, ...lines.map((line) => line.updated_at), ...(lastRemoval ? [lastRemoval] : [])]
  return {
    id: cart.id,
    visitor: visitorIn(cart.metadata),
    customer: cart.customer ? toCustomerRecord(cart.customer) : null,
    email: cart.email,
    currency_code: cart.currency_code,
    total: Number(cart.total),
    created_at: new Date(cart.created_at),
    touched_at: new Date(Math.max(...dates.map((date) => new Date(date).getTime()))),
    completed_at: cart.completed_at ? new Date(cart.completed_at) : null,
    deleted_at: cart.deleted_at ? new Date(cart.deleted_at) : null,
    lines: lines.map((line) => ({
      id: line.id,
      product_id: line.product_id,
      variant_id: line.variant_id,
      title: line.title,
      quantity: Number(line.quantity),
      total: Number(line.total),
    })),
  }
}
