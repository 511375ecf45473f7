import type { OrderRecord } from "../../modules/audience"
import { CUSTOMER_OF_FIELDS, toCustomerRecord, type MedusaCustomer } from "./customer-record"
import { visitorIn } from "./visitor"

/** What is asked of Medusa about an order. An item's own `quantity` is not always answered, `detail` is where Medusa keeps it. */
export const ORDER_FIELDS = [
  "id", "display_id", "status", "is_draft_order", "email", "currency_code", "total", "created_at", "updated_at", "canceled_at",
  "sales_channel_id", "region_id", "metadata", "summary.*",
  "items.id", "items.product_id", "items.variant_id", "items.title", "items.total", "items.adjustments.code",
  "items.return_received_total", "items.return_dismissed_total", "items.detail.*",
  "shipping_methods.adjustments.code", "promotions.code", "cart.id", "cart.metadata",
  "payment_collections.payments.refunds.id", "payment_collections.payments.refunds.amount", "payment_collections.payments.refunds.created_at",
  ...CUSTOMER_OF_FIELDS,
] // prettier-ignore

export interface MedusaOrder {
  id: string
  display_id: number | null
  is_draft_order: boolean
  email: string | null
  currency_code: string
  total: number
  created_at: string | Date
  updated_at: string | Date
  canceled_at: string | Date | null
  sales_channel_id: string | null
  region_id: string | null
  metadata: Record<string, unknown> | null
  summary?: { paid_total?: number } | null
  items?: MedusaOrderItem[]
  shipping_methods?: { adjustments?: { code?: string | null }[] }[]
  promotions?: ({ code?: string | null } | null)[]
  cart?: { id: string; metadata: Record<string, unknown> | null } | null
  payment_collections?: ({ payments?: { refunds?: { id: string; amount: number; created_at: string | Date }[] }[] } | null)[]
  customer?: MedusaCustomer | null
}

interface MedusaOrderItem {
  id: string
  product_id: string | null
  variant_id: string | null
  title: string | null
  total: number
  return_received_total?: number
  return_dismissed_total?: number
  adjustments?: { code?: string | null }[]
  /** Quantities of the order's current version. */
  detail: { quantity: number; return_received_quantity: number; return_dismissed_quantity: number }
}

/** Medusa's order as the facts stage keeps it. */
export function toOrderRecord(order: MedusaOrder): OrderRecord {
  const refunds = (order.payment_collections ?? [])
    .flatMap((collection) => collection?.payments ?? [])
    .flatMap((payment) => payment.refunds ?? [])
    .map(({ id, amount, created_at }) => ({ id, amount: Number(amount), refunded_at: new Date(created_at) }))
  return {
    id: order.id,
    display_id: order.display_id,
    cart_id: order.cart?.id ?? null,
    visitor: visitorIn(order.metadata) ?? visitorIn(order.cart?.metadata),
    customer: order.customer ? toCustomerRecord(order.customer) : null,
    email: order.email,
    currency_code: order.currency_code,
    total: chargedBeforeRefunds(
      Number(order.total),
      refunds.reduce((sum, refund) => sum + refund.amount, 0),
      order.summary?.paid_total
    ),
    placed_at: new Date(order.created_at),
    canceled_at: order.canceled_at ? new Date(order.canceled_at) : null,
    sales_channel_id: order.sales_channel_id,
    region_id: order.region_id,
    promotion_codes: promotionCodes(order),
    updated_at: new Date(order.updated_at),
    lines: (order.items ?? []).map(toLine),
    refunds,
  }
}

/**
 * What the customer paid or still owes, before refunds.
 *
 * Medusa's total is what is owed today: a refund writes a credit line that lowers it, and
 * so do returned items. Adding the refunds gives what was charged for what the order holds,
 * exchanges and edits included. While a return waits for its refund the money is still with
 * the shop: then what was paid is more, and stands.
 */
export function chargedBeforeRefunds(total: number, refunded: number, paid: number | undefined): number {
  return Math.max(total + refunded, Number(paid ?? 0))
}

/** Medusa's line totals shrink as items come back; the parts it took off are added again, for the quantity as ordered. */
function toLine(item: MedusaOrderItem): OrderRecord["lines"][number] {
  return {
    id: item.id,
    product_id: item.product_id,
    variant_id: item.variant_id,
    title: item.title,
    quantity: Number(item.detail.quantity),
    returned_quantity: Number(item.detail.return_received_quantity) + Number(item.detail.return_dismissed_quantity),
    total: Number(item.total) + Number(item.return_received_total ?? 0) + Number(item.return_dismissed_total ?? 0),
  }
}

function promotionCodes(order: MedusaOrder): string[] {
  const adjustments = [...(order.items ?? []), ...(order.shipping_methods ?? [])].flatMap((line) => line.adjustments ?? [])
  const codes = [...(order.promotions ?? []), ...adjustments].map((from) => from?.code)
  return [...new Set(codes.filter((code): code is string => typeof code === "string"))].sort()
}
