import type { SubscriberArgs, SubscriberConfig } from "@medusajs/framework"
import { ask, copySoon } from "../workflows/facts"

/** A promotion that is put on a cart or taken off changes its total without any event of the cart: only the link tells. */
export default async function copyCartOfPromotion({ event, container }: SubscriberArgs<{ id: string | string[] }>): Promise<void> {
  const links = await ask<{ cart_id: string }>(container, {
    entity: "cart_promotion",
    fields: ["cart_id"],
    filters: { id: event.data.id },
    withDeleted: true,
  })
  copySoon(
    container,
    "cart",
    links.map((link) => link.cart_id)
  )
}

export const config: SubscriberConfig = {
  event: ["LinkCartPromotion.attached", "LinkCartPromotion.detached"],
  context: { subscriberId: "audience-cart-promotion-facts" },
}
