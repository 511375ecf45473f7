import type { SubscriberArgs, SubscriberConfig } from "@medusajs/framework"
import type { LabelKind } from "../modules/audience"
import { copySoon } from "../workflows/facts"

const KINDS: Record<string, LabelKind> = {
  "product-category": "category",
  "product-collection": "collection",
  "product-tag": "tag",
  "product-type": "type",
  "sales-channel": "sales_channel",
  region: "region",
  "customer.customer-group": "customer_group",
}

/** Names of categories, collections and so on that came to be or changed. */
export default async function copyLabels({ event, container }: SubscriberArgs<{ id: string }>): Promise<void> {
  const kind = KINDS[event.name.slice(0, event.name.lastIndexOf("."))]
  if (kind) copySoon(container, kind, [event.data.id])
}

export const config: SubscriberConfig = {
  event: Object.keys(KINDS).flatMap((name) => [`${name}.created`, `${name}.updated`]),
  context: { subscriberId: "audience-label-facts" },
}
