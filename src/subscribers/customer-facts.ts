import type { SubscriberArgs, SubscriberConfig } from "@medusajs/framework"
import { copySoon } from "../workflows/facts"

/**
 * Customers that registered, changed or were deleted.
 *
 * Not `customer.customer.created`: a guest's row comes to be with the e-mail in a cart, and
 * the copy of that cart brings it together with the visitor whose it is.
 */
export default async function copyCustomers({ event, container }: SubscriberArgs<{ id: string }>): Promise<void> {
  copySoon(container, "customer", [event.data.id])
}

export const config: SubscriberConfig = {
  event: ["customer.created", "customer.updated", "customer.deleted"],
  context: { subscriberId: "audience-customer-facts" },
}
