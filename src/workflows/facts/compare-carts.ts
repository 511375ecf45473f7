import type { MedusaContainer } from "@medusajs/framework/types"
import { audienceOf } from "./audience"
import { dayOf, Differences, sameAmount } from "./differences"
import { pagesById } from "./pages"

const FIELDS = ["id", "customer_id", "created_at", "updated_at", "items.id", "items.quantity", "items.updated_at"]
const PAGE = 500

interface CartFigures {
  id: string
  customer_id: string | null
  created_at: string | Date
  updated_at: string | Date
  items?: { quantity: number; updated_at: string | Date }[]
}

/**
 * Compares our copies of the open carts from `cursor` on with Medusa's.
 *
 * A cart that is open here but not in Medusa was completed or deleted meanwhile.
 */
export async function compareCarts(container: MedusaContainer, cursor: string | null): Promise<Differences> {
  const { facts } = audienceOf(container)
  const differences = new Differences()
  const open = { completed_at: null }
  let from = cursor
  for await (const page of pagesById<CartFigures>(container, { entity: "cart", fields: FIELDS, filters: open, size: PAGE, cursor })) {
    const upTo = page.at(-1)?.id ?? null
    const ours = new Map((await facts.storedOpenCarts(from, upTo)).map((cart) => [cart.id, cart]))
    const missing = page.filter(({ id }) => !ours.has(id))
    const erased = await facts.erasedRecords(
      "cart",
      missing.map((cart) => ({ id: cart.id, at: touchedAt(cart), customerId: cart.customer_id }))
    )
    for (const cart of page) {
      if (erased.has(cart.id)) continue
      const copy = ours.get(cart.id)
      ours.delete(cart.id)
      const items = cart.items ?? []
      const quantity = items.reduce((sum, item) => sum + Number(item.quantity), 0)
      const same =
        copy !== undefined &&
        copy.customer_id === cart.customer_id &&
        sameAmount(copy.quantity, quantity) &&
        copy.touched_at >= touchedAt(cart)
      const day = dayOf(cart.created_at)
      differences.add(cart.id, { day, sum: quantity }, copy ? { day, sum: copy.quantity } : null, same)
    }
    for (const closed of ours.values()) differences.add(closed.id, null, { day: dayOf(closed.created_at), sum: closed.quantity }, false)
    from = upTo
  }
  for (const closed of await facts.storedOpenCarts(from, null)) {
    differences.add(closed.id, null, { day: dayOf(closed.created_at), sum: closed.quantity }, false)
  }
  return differences
}

/** Latest date of the cart and its lines. */
function touchedAt({ updated_at, items = [] }: CartFigures): Date {
  return new Date(Math.max(...[updated_at, ...items.map((item) => item.updated_at)].map((at) => new Date(at).getTime())))
}
