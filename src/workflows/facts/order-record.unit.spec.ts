import { toOrderRecord, type MedusaOrder } from "./order-record"

interface Item {
  quantity: number
  total: number
  received?: number
  dismissed?: number
  perUnit?: number
}

/** An order as Query answers it; totals are what Medusa 2.21 answered for the same steps in a running shop. */
function medusaOrder(
  given: { total: number; paid?: number; refunds?: number[]; items?: Item[] } & Partial<Omit<MedusaOrder, "items" | "total">>
): MedusaOrder {
  const { paid = 0, refunds = [], items = [], ...order } = given
  return {
    id: "order_1",
    display_id: 7,
    is_draft_order: false,
    email: "ada@shop.test",
    currency_code: "eur",
    created_at: "2026-11-20T10:00:00.000Z",
    updated_at: "2026-11-20T10:00:00.000Z",
    canceled_at: null,
    sales_channel_id: "sc_1",
    region_id: "reg_1",
    metadata: null,
    customer: null,
    summary: { paid_total: paid },
    payment_collections: [
      { payments: [{ refunds: refunds.map((amount, at) => ({ id: `ref_${at}`, amount, created_at: "2026-11-21T10:00:00.000Z" })) }] },
    ],
    items: items.map(({ quantity, total, received = 0, dismissed = 0, perUnit = 0 }, at) => ({
      id: `line_${at}`,
      product_id: "prod_1",
      variant_id: "var_1",
      title: "Lamp",
      total,
      return_received_total: received * perUnit,
      return_dismissed_total: dismissed * perUnit,
      detail: { quantity, return_received_quantity: received, return_dismissed_quantity: dismissed },
    })),
    ...order,
  }
}

/** What is left of an order for `purchase.spent`. */
const spent = (order: MedusaOrder): number => {
  const record = toOrderRecord(order)
  return record.total - record.refunds.reduce((sum, refund) => sum + refund.amount, 0)
}

describe("toOrderRecord", () => {
  it("takes Medusa's total of an order without refunds, paid or not", () => {
    expect(toOrderRecord(medusaOrder({ total: 74.9 })).total).toBe(74.9)
    expect(toOrderRecord(medusaOrder({ total: 74.9, paid: 74.9 })).total).toBe(74.9)
  })

  it("counts a refund once, though Medusa has taken it off the order's total already", () => {
    const order = medusaOrder({ total: 69.9, paid: 74.9, refunds: [5] })
    expect(toOrderRecord(order).total).toBeCloseTo(74.9)
    expect(spent(order)).toBeCloseTo(69.9)
  })

  it("counts returned goods as spent until their refund, and as refunded afterwards", () => {
    const waiting = medusaOrder({ total: 64.9, paid: 74.9 })
    const refunded = medusaOrder({ total: 64.9, paid: 74.9, refunds: [10] })
    expect(toOrderRecord(waiting).total).toBeCloseTo(74.9)
    expect(spent(waiting)).toBeCloseTo(74.9)
    expect(toOrderRecord(refunded).total).toBeCloseTo(74.9)
    expect(spent(refunded)).toBeCloseTo(64.9)
  })

  it("counts goods of an exchange once", () => {
    // 74.9 paid; a piece of 10 came back, one of 30 went out: 20 more are owed.
    expect(spent(medusaOrder({ total: 94.9, paid: 74.9 }))).toBeCloseTo(94.9)
  })

  it("keeps what was paid as the total of an order that was edited down, refunded and canceled", () => {
    // Medusa answers a total of -20 for this one.
    const order = medusaOrder({ total: -20, paid: 74.9, refunds: [74.9], canceled_at: "2026-11-22T10:00:00.000Z" })
    expect(toOrderRecord(order)).toMatchObject({ total: 74.9, canceled_at: new Date("2026-11-22T10:00:00.000Z") })
    expect(spent(order)).toBeCloseTo(0)
  })

  it("keeps lines as ordered, with what came back beside them", () => {
    const [line] = toOrderRecord(
      medusaOrder({ total: 10, items: [{ quantity: 3, total: 10, received: 1, dismissed: 1, perUnit: 10 }] })
    ).lines
    expect(line).toMatchObject({ quantity: 3, returned_quantity: 2, total: 30 })
  })

  it("finds the visitor in the order's metadata, else in its cart's", () => {
    const visitor = (order: Pick<Partial<MedusaOrder>, "metadata" | "cart">) => toOrderRecord(medusaOrder({ total: 1, ...order })).visitor
    expect(visitor({ metadata: { audience_visitor: "v-order" }, cart: { id: "cart_1", metadata: { audience_visitor: "v-cart" } } })).toBe(
      "v-order"
    )
    expect(visitor({ metadata: { gift: true }, cart: { id: "cart_1", metadata: { audience_visitor: "v-cart" } } })).toBe("v-cart")
    expect(visitor({ metadata: { audience_visitor: 7 } })).toBeNull()
  })

  it("names each promotion once, also one that is left only on a line", () => {
    const order = medusaOrder({ total: 1, items: [{ quantity: 1, total: 1 }], promotions: [{ code: "TEN" }, null] })
    const adjusted = {
      ...order,
      items: order.items?.map((item) => ({ ...item, adjustments: [{ code: "TEN" }, { code: "GONE" }, { code: null }] })),
    }
    expect(toOrderRecord(adjusted).promotion_codes).toEqual(["GONE", "TEN"])
  })
})
