import type { SubscriberArgs, SubscriberConfig } from "@medusajs/framework"
import { copySoon } from "../workflows/facts"

/**
 * Carts that came to be or changed. `cart.cart.updated` is the only one that tells of a
 * completed cart; the workflows' events tell of its lines, which the module's do not.
 */
export default async function copyCarts({ event, container }: SubscriberArgs<{ id: string }>): Promise<void> {
  copySoon(container, "cart", [event.data.id])
}

export const config: SubscriberConfig = {
  event: [
    "cart.created",
    "cart.updated",
    "cart.customer_updated",
    "cart.region_updated",
    "cart.customer_transferred",
    "cart.cart.created",
    "cart.cart.updated",
    "cart.cart.deleted",
  ],
  context: { subscriberId: "audience-cart-facts" },
}
