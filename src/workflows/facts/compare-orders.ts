import type { MedusaContainer } from "@medusajs/framework/types"
import { audienceOf } from "./audience"
import { dayOf, Differences, sameAmount, sameInstant } from "./differences"
import { chargedBeforeRefunds } from "./order-record"
import { pagesById } from "./pages"

/** The summary is kept by Medusa and read as it is: its totals need no lines and no computing. */
const FIELDS = ["id", "customer_id", "is_draft_order", "created_at", "updated_at", "canceled_at", "summary.*"]
const PAGE = 500

interface OrderFigures {
  id: string
  customer_id: string | null
  is_draft_order: boolean
  created_at: string | Date
  updated_at: string | Date
  canceled_at: string | Date | null
  summary: { current_order_total: number; refunded_total: number; paid_total: number } | null
}

/**
 * Compares our copies of all orders from `cursor` on with Medusa's.
 *
 * `updated_at` alone would not do: a refund of returned goods leaves it as it was.
 */
export async function compareOrders(container: MedusaContainer, cursor: string | null): Promise<Differences> {
  const { facts } = audienceOf(container)
  const differences = new Differences()
  let from = cursor
  for await (const page of pagesById<OrderFigures>(container, { entity: "order", fields: FIELDS, size: PAGE, cursor })) {
    const upTo = page.at(-1)?.id ?? null
    const ours = new Map((await facts.storedOrders(from, upTo)).map((order) => [order.id, order]))
    const missing = page.filter(({ id }) => !ours.has(id))
    const erased = await facts.erasedRecords(
      "order",
      missing.map((order) => ({ id: order.id, at: new Date(order.created_at), customerId: order.customer_id }))
    )
    for (const order of page) {
      const copy = ours.get(order.id)
      ours.delete(order.id)
      if (order.is_draft_order || erased.has(order.id)) continue
      const refunded = Number(order.summary?.refunded_total ?? 0)
      const total = chargedBeforeRefunds(Number(order.summary?.current_order_total ?? 0), refunded, order.summary?.paid_total)
      const same =
        copy !== undefined &&
        copy.customer_id === order.customer_id &&
        sameInstant(copy.canceled_at, order.canceled_at) &&
        sameInstant(copy.updated_at, order.updated_at) &&
        sameAmount(copy.total, total) &&
        sameAmount(copy.refunded, refunded)
      const day = dayOf(order.created_at)
      differences.add(order.id, { day, sum: total }, copy ? { day, sum: copy.total } : null, same)
    }
    for (const gone of ours.values()) differences.add(gone.id, null, { day: dayOf(gone.placed_at), sum: gone.total }, false)
    from = upTo
  }
  for (const gone of await facts.storedOrders(from, null)) {
    differences.add(gone.id, null, { day: dayOf(gone.placed_at), sum: gone.total }, false)
  }
  return differences
}
