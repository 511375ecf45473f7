import type { SubscriberArgs, SubscriberConfig } from "@medusajs/framework"
import { copySoon } from "../workflows/facts"

/** Products that came to be, changed or were deleted. */
export default async function copyProducts({ event, container }: SubscriberArgs<{ id: string }>): Promise<void> {
  copySoon(container, "product", [event.data.id])
}

export const config: SubscriberConfig = {
  event: ["product.created", "product.updated", "product.deleted", "product.product.updated"],
  context: { subscriberId: "audience-product-facts" },
}
