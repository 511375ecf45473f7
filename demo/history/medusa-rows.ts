import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys, Modules } from "@medusajs/framework/utils"
import type { SeededShop } from "../shop/seed"
import type { Plan, PlannedCart, PlannedLine, PlannedOrder } from "./plan"

const AT_ONCE = 100

/**
 * Events of rows made in this group wait for a release that never comes: the history is
 * told to the plugin day by day, not all at once and not as of today.
 */
const UNHEARD = { eventGroupId: "demo-history" }

/** Writes a plan's customers, carts and orders into Medusa, through its own modules, dated as planned. */
export async function writeToMedusa(
  container: MedusaContainer,
  plan: Plan,
  shop: SeededShop,
  update: (text: string) => void
): Promise<void> {
  const customers = container.resolve(Modules.CUSTOMER)
  await inParts(plan.customers, async (part) => {
    await customers.createCustomers(
      part.map(({ id, email, firstName, lastName, hasAccount, createdAt }) => ({
        ...{ id, email, first_name: firstName, last_name: lastName, has_account: hasAccount },
        ...dated(createdAt),
      })),
      UNHEARD
    )
  })
  await writeCarts(container, plan.carts, shop, update)
  await writeOrders(container, plan.orders, shop, update)
}

async function writeCarts(
  container: MedusaContainer,
  planned: PlannedCart[],
  shop: SeededShop,
  update: (text: string) => void
): Promise<void> {
  const carts = container.resolve(Modules.CART)
  let done = 0
  await inParts(planned, async (part) => {
    await carts.createCarts(
      part.map((cart) => ({
        ...{ id: cart.id, email: cart.email ?? undefined, customer_id: cart.customerId ?? undefined },
        ...{ currency_code: "eur", region_id: shop.regionId, sales_channel_id: shop.salesChannelId },
        ...{ completed_at: cart.completedAt ?? undefined },
        ...dated(cart.createdAt, cart.touchedAt),
        items: cart.lines.map((line) => ({ ...lineOf(line), ...dated(cart.touchedAt) })),
      })),
      UNHEARD
    )
    update(`${(done += part.length)} of ${planned.length} carts`)
  })
}

async function writeOrders(
  container: MedusaContainer,
  planned: PlannedOrder[],
  shop: SeededShop,
  update: (text: string) => void
): Promise<void> {
  const orders = container.resolve(Modules.ORDER)
  const link = container.resolve(ContainerRegistrationKeys.LINK)
  let done = 0
  await inParts(planned, async (part) => {
    await orders.createOrders(
      part.map((order) => ({
        ...{ id: order.id, email: order.email, customer_id: order.customerId, currency_code: "eur" },
        ...{ region_id: shop.regionId, sales_channel_id: shop.salesChannelId },
        ...(order.canceledAt ? { status: "canceled", canceled_at: order.canceledAt } : {}),
        ...dated(order.placedAt),
        items: order.cart.lines.map((line) => ({ ...lineOf(line), ...dated(order.placedAt) })),
        shipping_methods: [{ name: order.shipping === 0 ? "Free delivery" : "Standard", amount: order.shipping }],
        transactions: moneyOf(order).map(({ amount, reference, at }) => ({ amount, currency_code: "eur", reference, ...dated(at) })),
        credit_lines: order.refund
          ? [{ order_id: order.id, amount: order.refund.amount, reference: "refund", reference_id: order.id }]
          : [],
      })),
      UNHEARD
    )
    await link.create(part.map((order) => ({ [Modules.ORDER]: { order_id: order.id }, [Modules.CART]: { cart_id: order.cart.id } })))
    await writePayments(container, part)
    update(`${(done += part.length)} of ${planned.length} orders`)
  })
}

/** What was paid and paid back, with the prefix that Medusa's own rows have. */
async function writePayments(container: MedusaContainer, orders: PlannedOrder[]): Promise<void> {
  const knex = container.resolve(ContainerRegistrationKeys.PG_CONNECTION)
  const link = container.resolve(ContainerRegistrationKeys.LINK)
  const amountOf = (amount: number): object => ({ amount, raw_amount: JSON.stringify({ value: String(amount), precision: 20 }) })
  const idOf = (prefix: string, order: PlannedOrder): string => order.id.replace(/^order/, prefix)
  const paid = orders.filter((order) => !order.canceledAt)
  const refunded = orders.filter((order) => order.refund)

  // Medusa's payment module makes one payment at a time and asks the provider each time: the
  // rows that this leaves are written at once.
  await knex.batchInsert(
    "payment_collection",
    paid.map((order) => ({
      id: idOf("pay_col", order),
      currency_code: "eur",
      ...amountOf(totalOf(order)),
      status: "completed",
      ...dated(order.placedAt),
    }))
  )
  await knex.batchInsert(
    "payment_session",
    paid.map((order) => ({
      ...{ id: idOf("payses", order), currency_code: "eur", provider_id: "pp_system_default", data: "{}", status: "authorized" },
      ...{ payment_collection_id: idOf("pay_col", order), authorized_at: order.placedAt },
      ...amountOf(totalOf(order)),
      ...dated(order.placedAt),
    }))
  )
  await knex.batchInsert(
    "payment",
    paid.map((order) => ({
      ...{ id: idOf("pay", order), currency_code: "eur", provider_id: "pp_system_default", data: "{}", captured_at: order.placedAt },
      ...{ payment_collection_id: idOf("pay_col", order), payment_session_id: idOf("payses", order) },
      ...amountOf(totalOf(order)),
      ...dated(order.placedAt),
    }))
  )
  await knex.batchInsert(
    "capture",
    paid.map((order) => ({
      id: idOf("capt", order),
      payment_id: idOf("pay", order),
      ...amountOf(totalOf(order)),
      ...dated(order.placedAt),
    }))
  )
  await knex.batchInsert(
    "refund",
    refunded.flatMap((order) =>
      order.refund
        ? [{ id: idOf("ref", order), payment_id: idOf("pay", order), ...amountOf(order.refund.amount), ...dated(order.refund.at) }]
        : []
    )
  )
  await link.create(
    paid.map((order) => ({ [Modules.ORDER]: { order_id: order.id }, [Modules.PAYMENT]: { payment_collection_id: idOf("pay_col", order) } }))
  )
}

const lineOf = ({ productId, variantId, title, quantity, unitPrice }: PlannedLine) => ({
  ...{ title, quantity, unit_price: unitPrice, product_id: productId, variant_id: variantId, product_title: title },
  ...{ requires_shipping: true, is_tax_inclusive: true },
})

const totalOf = (order: PlannedOrder): number =>
  Math.round((order.shipping + order.cart.lines.reduce((sum, line) => sum + line.unitPrice * line.quantity, 0)) * 100) / 100

function moneyOf(order: PlannedOrder): { amount: number; reference: string; at: Date }[] {
  if (order.canceledAt) return []
  const captured = { amount: totalOf(order), reference: "capture", at: order.placedAt }
  return order.refund ? [captured, { amount: -order.refund.amount, reference: "refund", at: order.refund.at }] : [captured]
}

const dated = (createdAt: Date, updatedAt = createdAt) => ({ created_at: createdAt, updated_at: updatedAt })

async function inParts<Item>(items: Item[], work: (part: Item[]) => Promise<void>): Promise<void> {
  for (let at = 0; at < items.length; at += AT_ONCE) await work(items.slice(at, at + AT_ONCE))
}
