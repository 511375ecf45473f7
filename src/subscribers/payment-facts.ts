import type { SubscriberArgs, SubscriberConfig } from "@medusajs/framework"
import { ask, copySoon } from "../workflows/facts"

interface PaymentOfOrder {
  payment_collection?: { order?: { id: string } | null } | null
}

/** Captured and refunded payments: their events name the payment, the copy is of its order. */
export default async function copyOrderOfPayment({ event, container }: SubscriberArgs<{ id: string }>): Promise<void> {
  const payments = await ask<PaymentOfOrder>(container, {
    entity: "payment",
    fields: ["payment_collection.order.id"],
    filters: { id: event.data.id },
  })
  copySoon(
    container,
    "order",
    payments.flatMap((payment) => payment.payment_collection?.order?.id ?? [])
  )
}

export const config: SubscriberConfig = {
  event: ["payment.captured", "payment.refunded"],
  context: { subscriberId: "audience-payment-facts" },
}
