import type { SubscriberArgs, SubscriberConfig } from "@medusajs/framework"
import { ask, copySoon } from "../workflows/facts"

/** Customers who joined or left a customer group. */
export default async function copyGroupMembers({ event, container }: SubscriberArgs<{ id: string | string[] }>): Promise<void> {
  if (event.name !== "customer.customer-group-customer.created") {
    copySoon(container, "group_members", ["all"])
    return
  }
  const memberships = await ask<{ customer_id: string }>(container, {
    entity: "customer_group_customer",
    fields: ["customer_id"],
    filters: { id: event.data.id },
  })
  copySoon(
    container,
    "customer",
    memberships.map((membership) => membership.customer_id)
  )
}

export const config: SubscriberConfig = {
  event: ["customer.customer-group-customer.created", "customer.customer-group-customer.deleted", "customer.customer-group.deleted"],
  context: { subscriberId: "audience-customer-group-facts" },
}
