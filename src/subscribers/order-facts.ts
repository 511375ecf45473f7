import type { SubscriberArgs, SubscriberConfig } from "@medusajs/framework"
import { copySoon } from "../workflows/facts"

/**
 * Orders that came to be or changed.
 *
 * The module's own `order.order.*` stand beside the workflows' events: an accepted transfer,
 * a converted draft and a credit line have no other.
 */
export default async function copyOrders({ event, container }: SubscriberArgs<{ id?: string; order_id?: string }>): Promise<void> {
  const id = event.data.order_id ?? event.data.id
  if (id) copySoon(container, "order", [id])
}

export const config: SubscriberConfig = {
  event: [
    "order.placed",
    "order.updated",
    "order.completed",
    "order.canceled",
    "order.archived",
    "order.return_requested",
    "order.return_received",
    "order.claim_created",
    "order.exchange_created",
    "order.transfer_requested",
    "order-edit.confirmed",
    "order.order.created",
    "order.order.updated",
    "order.order.deleted",
  ],
  context: { subscriberId: "audience-order-facts" },
}
