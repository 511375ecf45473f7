import sql, { raw } from "sql-template-tag"
import type { CartRecord, CustomerRecord, OrderRecord, ProductRecord } from "../../src/modules/audience"
import { createTestAudience, type TestAudience } from "../support/audience"

const DAY = "2026-11-20"
const at = (time: string): Date => new Date(`${DAY}T${time}Z`)

let audience: TestAudience

beforeAll(async () => {
  audience = await createTestAudience({ now: at("12:00:00"), options: { currency: "eur", exchangeRates: { usd: 0.5 } } })
})
afterAll(() => audience.database.drop())
beforeEach(() => audience.clock.set(at("12:00:00")))

let serial = 0
const unique = (prefix: string): string => `${prefix}_${++serial}`

function customer(given: Partial<CustomerRecord> = {}): CustomerRecord {
  const id = given.id ?? unique("cus")
  return {
    id,
    email: `${id}@shop.test`,
    first_name: "Ada",
    last_name: null,
    phone: null,
    has_account: false,
    group_ids: [],
    metadata: null,
    created_at: at("08:00:00"),
    updated_at: at("08:00:00"),
    deleted_at: null,
    ...given,
  }
}

/** Two lines, 3 × 10 and 2 × 20, and 5 for shipping. */
function order(given: Partial<OrderRecord> = {}): OrderRecord {
  const id = given.id ?? unique("order")
  return {
    id,
    display_id: 1,
    cart_id: null,
    visitor: null,
    customer: customer(),
    email: null,
    currency_code: "eur",
    total: 75,
    placed_at: at("10:00:00"),
    canceled_at: null,
    sales_channel_id: "sc_web",
    region_id: "reg_eu",
    promotion_codes: [],
    updated_at: at("10:00:00"),
    lines: [
      { id: `${id}_a`, product_id: "prod_a", variant_id: "var_a", title: "A", quantity: 3, returned_quantity: 0, total: 30 },
      { id: `${id}_b`, product_id: "prod_b", variant_id: "var_b", title: "B", quantity: 2, returned_quantity: 0, total: 40 },
    ],
    refunds: [],
    ...given,
  }
}

function cart(given: Partial<CartRecord> = {}): CartRecord {
  const id = given.id ?? unique("cart")
  return {
    id,
    visitor: null,
    customer: customer(),
    email: null,
    currency_code: "eur",
    total: 30,
    created_at: at("10:00:00"),
    touched_at: at("10:05:00"),
    completed_at: null,
    deleted_at: null,
    lines: [
      { id: `${id}_a`, product_id: "prod_a", variant_id: "var_a", title: "A", quantity: 1, total: 10 },
      { id: `${id}_b`, product_id: "prod_b", variant_id: "var_b", title: "B", quantity: 1, total: 20 },
    ],
    ...given,
  }
}

const FACT_TABLES = ["order_fact", "order_line", "refund", "cart", "cart_line", "product", "label", "customer", "profile"]

/** Every row of the facts with its version: equal before and after means that nothing was written, not even the same again. */
async function versions(): Promise<string[]> {
  const all: string[] = []
  for (const table of FACT_TABLES) {
    const rows = await audience.database.rows<{ row: string }>(sql`
      select xmin::text || ' ' || t::text as row from ${raw(`audience.${table}`)} as t order by 1`)
    all.push(...rows.map(({ row }) => `${table} ${row}`))
  }
  return all
}

/** Profiles that are queued for evaluation since the last call. */
async function touched(): Promise<number[]> {
  const rows = await audience.database.rows<{ profile_ids: number[] }>(sql`delete from audience.touched returning profile_ids`)
  return [...new Set(rows.flatMap((row) => row.profile_ids))].sort((one, other) => one - other)
}

async function profileOf(customerId: string): Promise<number> {
  const [row] = await audience.database.rows<{ profile_id: number }>(sql`
    select profile_id from audience.customer where id = ${customerId}`)
  if (!row) throw new Error(`no customer ${customerId}`)
  return row.profile_id
}

async function row(table: string, id: string): Promise<Record<string, unknown>> {
  const [found] = await audience.database.rows(sql`select * from ${raw(`audience.${table}`)} where id = ${id}`)
  if (!found) throw new Error(`no ${table} ${id}`)
  return found
}

async function lines(table: "order_line" | "cart_line", parent: string): Promise<Record<string, unknown>[]> {
  const column = table === "order_line" ? "order_id" : "cart_id"
  return audience.database.rows(sql`select * from ${raw(`audience.${table}`)} where ${raw(column)} = ${parent} order by line_id`)
}

async function state(profileId: number): Promise<Record<string, unknown>> {
  const [found] = await audience.database.rows(sql`
    select orders, spent, last_order_at, open_cart_id, open_cart_total from audience.profile_state where profile_id = ${profileId}`)
  return found ?? {}
}

describe("facts.saveOrders", () => {
  it("stores an order with its lines under its customer's profile and queues that profile", async () => {
    await touched()
    const record = order({ promotion_codes: ["TEN"] })
    await audience.facts.saveOrders([record])
    const profileId = await profileOf(record.customer?.id ?? "")
    expect(await row("order_fact", record.id)).toMatchObject({
      profile_id: profileId,
      customer_id: record.customer?.id,
      total: 75,
      total_reporting: 75,
      placed_at: record.placed_at,
      canceled_at: null,
      promotion_codes: ["TEN"],
    })
    expect(await lines("order_line", record.id)).toMatchObject([
      { profile_id: profileId, product_id: "prod_a", quantity: 3, returned_quantity: 0, total: 30 },
      { profile_id: profileId, product_id: "prod_b", quantity: 2, returned_quantity: 0, total: 40 },
    ])
    expect(await state(profileId)).toMatchObject({ orders: 1, spent: 75, last_order_at: record.placed_at })
    expect(await touched()).toEqual([profileId])
  })

  it("writes nothing and touches nobody when the same orders come again, in any grouping", async () => {
    const records = [
      order({ visitor: "0d5a1bb0-2f1c-4a7e-9f63-3a5f0a1b2c3d" }),
      order({ refunds: [{ id: unique("ref"), amount: 1, refunded_at: at("11:00:00") }] }),
    ]
    await audience.facts.saveOrders(records)
    await touched()
    const before = await versions()
    audience.clock.advance(60_000)
    await audience.facts.saveOrders(records)
    await audience.facts.saveOrders([...records].reverse())
    for (const record of records) await audience.facts.saveOrders([record])
    expect(await versions()).toEqual(before)
    expect(await touched()).toEqual([])
  })

  it("replaces what changed: a removed line vanishes, a changed quantity and promotion stand", async () => {
    const record = order()
    await audience.facts.saveOrders([record])
    await touched()
    await audience.facts.saveOrders([
      {
        ...record,
        total: 25,
        promotion_codes: ["LATE"],
        lines: record.lines.slice(0, 1).map((line) => ({ ...line, quantity: 2, total: 20 })),
      },
    ])
    expect(await row("order_fact", record.id)).toMatchObject({ total: 25, promotion_codes: ["LATE"] })
    expect(await lines("order_line", record.id)).toMatchObject([{ line_id: `${record.id}_a`, quantity: 2, total: 20 }])
    expect(await touched()).toEqual([await profileOf(record.customer?.id ?? "")])
  })

  it("takes refunds off what was spent, and a canceled order out of the orders", async () => {
    const record = order()
    await audience.facts.saveOrders([record])
    const profileId = await profileOf(record.customer?.id ?? "")
    const refund = { id: unique("ref"), amount: 15, refunded_at: at("11:00:00") }
    await touched()
    await audience.facts.saveOrders([{ ...record, refunds: [refund] }])
    expect(await row("refund", refund.id)).toMatchObject({ order_id: record.id, profile_id: profileId, amount: 15, amount_reporting: 15 })
    expect(await state(profileId)).toMatchObject({ orders: 1, spent: 60 })
    expect(await touched()).toEqual([profileId])

    await audience.facts.saveOrders([{ ...record, refunds: [refund], canceled_at: at("11:30:00") }])
    expect(await state(profileId)).toMatchObject({ orders: 0, spent: 0, last_order_at: null })
    expect(await touched()).toEqual([profileId])
  })

  it("counts what was spent in some time though less was spent in all, where more was refunded on an earlier order than it came to", async () => {
    const buyer = customer()
    const refund = { id: unique("ref"), amount: 100, refunded_at: at("11:00:00") }
    const earlier = order({ customer: buyer, placed_at: new Date("2026-10-01T10:00:00Z"), refunds: [refund] })
    await audience.facts.saveOrders([earlier, order({ customer: buyer })])
    const profileId = await profileOf(buyer.id)
    const spenders = async (value: number): Promise<boolean> => {
      const rule = await audience.segments.validate({ field: "purchase.spent", operator: "gte", value, within: { last: 30, unit: "day" } })
      return (await audience.segments.evaluate(rule)).members.has(profileId)
    }
    // 75 - 100 + 75 in all, 75 of it within 30 days.
    expect(await state(profileId)).toMatchObject({ orders: 2, spent: 50 })
    expect([await spenders(75), await spenders(75.01)]).toEqual([true, false])

    await audience.facts.saveOrders([{ ...earlier, refunds: [{ ...refund, amount: 50 }] }])
    expect(await state(profileId)).toMatchObject({ orders: 2, spent: 100 })
    expect([await spenders(75), await spenders(75.01)]).toEqual([true, false])
  })

  it("has each line say when its order was placed, and nothing once that is canceled", async () => {
    const record = order()
    await audience.facts.saveOrders([record])
    expect(await lines("order_line", record.id)).toMatchObject([{ placed_at: record.placed_at }, { placed_at: record.placed_at }])
    await audience.facts.saveOrders([{ ...record, canceled_at: at("11:30:00") }])
    expect(await lines("order_line", record.id)).toMatchObject([{ placed_at: null }, { placed_at: null }])
  })

  it("stores returned quantities though nothing else of the order changed", async () => {
    const record = order()
    await audience.facts.saveOrders([record])
    await touched()
    await audience.facts.saveOrders([{ ...record, lines: record.lines.map((line) => ({ ...line, returned_quantity: 1 })) }])
    expect(await lines("order_line", record.id)).toMatchObject([{ returned_quantity: 1 }, { returned_quantity: 1 }])
    expect(await touched()).toEqual([await profileOf(record.customer?.id ?? "")])
  })

  it("converts to the reporting currency by the rates of the options; without a rate an amount counts as 0", async () => {
    const dollars = order({ currency_code: "usd", refunds: [{ id: unique("ref"), amount: 10, refunded_at: at("11:00:00") }] })
    const yen = order({ currency_code: "jpy" })
    await audience.facts.saveOrders([dollars, yen])
    expect(await row("order_fact", dollars.id)).toMatchObject({ total: 75, total_reporting: 37.5 })
    expect(await lines("order_line", dollars.id)).toMatchObject([
      { total: 30, total_reporting: 15 },
      { total: 40, total_reporting: 20 },
    ])
    expect(await row("refund", dollars.refunds[0]?.id ?? "")).toMatchObject({ amount: 10, amount_reporting: 5 })
    expect(await row("order_fact", yen.id)).toMatchObject({ total: 75, total_reporting: 0 })
  })

  it("keeps the copy that was read last, whichever is saved last", async () => {
    const record = order()
    const late = {
      ...record,
      total: 70,
      lines: record.lines.slice(0, 1),
      refunds: [{ id: unique("ref"), amount: 5, refunded_at: at("11:00:00") }],
    }
    await audience.facts.saveOrders([late], at("11:00:02"))
    await touched()
    const before = await versions()
    await audience.facts.saveOrders([record], at("11:00:01"))
    expect(await versions()).toEqual(before)
    expect(await touched()).toEqual([])
    await audience.facts.saveOrders([record], at("11:00:03"))
    expect(await row("order_fact", record.id)).toMatchObject({ total: 75 })
    expect(await lines("order_line", record.id)).toHaveLength(2)
  })

  it("takes what was read after the clock went back for later than what was read in the hour that is to come again", async () => {
    const [record, basket] = [order(), cart()]
    await audience.facts.saveOrders([record], at("12:00:00"))
    await audience.facts.saveCarts([basket], at("12:00:00"))
    audience.clock.set(at("11:00:00"))
    await audience.facts.saveOrders([{ ...record, total: 70, lines: record.lines.slice(0, 1) }])
    await audience.facts.saveCarts([{ ...basket, lines: basket.lines.slice(0, 1) }])
    expect(await row("order_fact", record.id)).toMatchObject({ total: 70, read_at: at("11:00:00") })
    expect(await lines("order_line", record.id)).toHaveLength(1)
    expect(await row("cart", basket.id)).toMatchObject({ read_at: at("11:00:00") })
    expect(await lines("cart_line", basket.id)).toHaveLength(1)
    // Of what the clock of now has dated, the older copy is still the older.
    await audience.facts.saveOrders([record], at("10:59:59"))
    expect(await row("order_fact", record.id)).toMatchObject({ total: 70 })
  })

  it("is safe when several processes save the same orders at once", async () => {
    const records = Array.from({ length: 12 }, () => order())
    await Promise.all(
      [records, [...records].reverse(), records.slice(3), [...records].reverse().slice(5)].map((some) => audience.facts.saveOrders(some))
    )
    for (const record of records) {
      expect(await lines("order_line", record.id)).toHaveLength(2)
      expect(await state(await profileOf(record.customer?.id ?? ""))).toMatchObject({ orders: 1, spent: 75 })
    }
  })

  it("gives the order of a visitor whom the cart names to that visitor's profile", async () => {
    const visitor = "7e6f9a10-6f0b-4f6e-8b57-1f8f3e1d2c4b"
    const guest = customer()
    await audience.identity.holdingMerges((tx) => audience.identity.resolveVisitors(tx, [{ uuid: visitor, firstAt: at("09:00:00") }]))
    await audience.facts.saveCarts([cart({ id: "cart_of_visitor", visitor, customer: null })])
    const before = await row("cart", "cart_of_visitor")
    await audience.facts.saveOrders([order({ id: "order_of_visitor", cart_id: "cart_of_visitor", visitor, customer: guest })])
    expect(before.profile_id).toBeGreaterThan(0)
    expect(await row("order_fact", "order_of_visitor")).toMatchObject({ profile_id: before.profile_id, visitor_id: before.visitor_id })
    expect(await profileOf(guest.id)).toBe(before.profile_id)
  })

  it("makes a guest and an account one when Medusa moves the guest's order to the account with the same e-mail", async () => {
    const guest = customer({ email: "Same@Shop.test" })
    const account = customer({ email: "same@shop.test", has_account: true })
    const record = order({ customer: guest })
    const other = order({ customer: guest })
    await audience.facts.saveOrders([record, other])
    await audience.facts.saveCustomers([account])
    expect(await profileOf(guest.id)).not.toBe(await profileOf(account.id))
    await audience.facts.saveOrders([{ ...record, customer: account }])
    const profileId = await profileOf(account.id)
    expect(await profileOf(guest.id)).toBe(profileId)
    expect(await row("order_fact", other.id)).toMatchObject({ profile_id: profileId, customer_id: guest.id })
    expect(await state(profileId)).toMatchObject({ orders: 2, spent: 150 })
  })

  it("moves only the order when it goes to an account with another e-mail", async () => {
    const guest = customer()
    const account = customer({ has_account: true })
    const record = order({ customer: guest })
    await audience.facts.saveOrders([record])
    const guestProfile = await profileOf(guest.id)
    await touched()
    await audience.facts.saveOrders([{ ...record, customer: account }])
    const accountProfile = await profileOf(account.id)
    expect(accountProfile).not.toBe(guestProfile)
    expect(await profileOf(guest.id)).toBe(guestProfile)
    expect(await lines("order_line", record.id)).toMatchObject([{ profile_id: accountProfile }, { profile_id: accountProfile }])
    expect(await state(guestProfile)).toMatchObject({ orders: 0, spent: 0 })
    expect(await state(accountProfile)).toMatchObject({ orders: 1, spent: 75 })
    expect(await touched()).toEqual([guestProfile, accountProfile])
  })
})

describe("facts.saveCarts", () => {
  it("keeps an abandoned cart with what is in it, and knows when it was completed after all", async () => {
    const record = cart()
    await audience.facts.saveCarts([record])
    const profileId = await profileOf(record.customer?.id ?? "")
    expect(await row("cart", record.id)).toMatchObject({
      profile_id: profileId,
      quantity: 2,
      total: 30,
      touched_at: record.touched_at,
      completed_at: null,
    })
    expect(await lines("cart_line", record.id)).toMatchObject([
      { product_id: "prod_a", quantity: 1 },
      { product_id: "prod_b", quantity: 1 },
    ])
    expect(await state(profileId)).toMatchObject({ open_cart_id: record.id, open_cart_total: 30 })
    await touched()

    await audience.facts.saveCarts([{ ...record, touched_at: at("11:00:00"), completed_at: at("11:00:00") }])
    expect(await row("cart", record.id)).toMatchObject({ completed_at: at("11:00:00") })
    expect(await state(profileId)).toMatchObject({ open_cart_id: null, open_cart_total: null })
    expect(await touched()).toEqual([profileId])
  })

  it("writes nothing and touches nobody when the same cart comes again", async () => {
    const record = cart()
    await audience.facts.saveCarts([record])
    await audience.facts.saveCarts([{ ...record, lines: record.lines.slice(0, 1) }])
    await touched()
    const before = await versions()
    audience.clock.advance(3_600_000)
    await audience.facts.saveCarts([{ ...record, lines: record.lines.slice(0, 1) }])
    expect(await versions()).toEqual(before)
    expect(await touched()).toEqual([])
  })

  it("counts a removed line as touched now, where Medusa dates nothing newer", async () => {
    const record = cart()
    await audience.facts.saveCarts([record])
    audience.clock.set(at("12:30:00"))
    await audience.facts.saveCarts([{ ...record, total: 10, lines: record.lines.slice(0, 1) }])
    expect(await row("cart", record.id)).toMatchObject({ touched_at: at("12:30:00"), quantity: 1, total: 10 })
    expect(await lines("cart_line", record.id)).toHaveLength(1)
  })

  it("believes Medusa's date of a removal where there is one", async () => {
    const record = cart()
    await audience.facts.saveCarts([record])
    await audience.facts.saveCarts([{ ...record, touched_at: at("10:40:00"), lines: record.lines.slice(0, 1) }])
    expect(await row("cart", record.id)).toMatchObject({ touched_at: at("10:40:00") })
  })

  it("does not count a change of the total alone as touched: prices and promotions are the shop's", async () => {
    const record = cart()
    await audience.facts.saveCarts([record])
    await audience.facts.saveCarts([{ ...record, total: 27 }])
    expect(await row("cart", record.id)).toMatchObject({ touched_at: record.touched_at, total: 27 })
  })

  it("keeps a cart of nobody without making a profile, and gives it to whom it turns out to belong", async () => {
    await touched()
    const profiles = async () => (await audience.database.rows(sql`select id from audience.profile`)).length
    const before = await profiles()
    const record = cart({ customer: null })
    await audience.facts.saveCarts([record])
    expect(await profiles()).toBe(before)
    expect(await touched()).toEqual([])
    const guest = customer()
    await audience.facts.saveCarts([{ ...record, customer: guest, email: guest.email }])
    const profileId = await profileOf(guest.id)
    expect(await lines("cart_line", record.id)).toMatchObject([{ profile_id: profileId }, { profile_id: profileId }])
    expect(await touched()).toEqual([profileId])
  })
})

describe("facts.deleteCart", () => {
  it("makes the cart nobody's open cart any more, once", async () => {
    const record = cart()
    await audience.facts.saveCarts([record])
    const profileId = await profileOf(record.customer?.id ?? "")
    await touched()
    await audience.facts.deleteCart(record.id, at("12:00:00"))
    expect(await state(profileId)).toMatchObject({ open_cart_id: null })
    expect(await touched()).toEqual([profileId])
    await audience.facts.deleteCart(record.id, at("12:10:00"))
    expect(await row("cart", record.id)).toMatchObject({ deleted_at: at("12:00:00") })
    expect(await touched()).toEqual([])
  })
})

describe("facts.deleteOrders", () => {
  it("forgets orders with their lines and refunds", async () => {
    const record = order({ refunds: [{ id: unique("ref"), amount: 1, refunded_at: at("11:00:00") }] })
    await audience.facts.saveOrders([record])
    const profileId = await profileOf(record.customer?.id ?? "")
    await audience.facts.deleteOrders([record.id, "order_that_never_was"])
    expect(await lines("order_line", record.id)).toEqual([])
    expect(await audience.database.rows(sql`select from audience.refund where order_id = ${record.id}`)).toEqual([])
    expect(await state(profileId)).toMatchObject({ orders: 0, spent: 0 })
  })
})

describe("facts.saveCustomers", () => {
  it("stores names, groups and deletion, and writes only who differs", async () => {
    const [ada, bob] = [customer({ group_ids: ["cusgroup_1"] }), customer({ metadata: { tier: "gold" } })]
    await audience.facts.saveCustomers([ada, bob])
    await touched()
    const before = await versions()
    await audience.facts.saveCustomers([ada, bob])
    expect(await versions()).toEqual(before)
    expect(await audience.facts.customersInGroups()).toContain(ada.id)

    await audience.facts.saveCustomers([{ ...ada, group_ids: [] }, bob])
    expect(await row("customer", ada.id)).toMatchObject({ group_ids: [] })
    expect(await audience.facts.customersInGroups()).not.toContain(ada.id)
    expect(await touched()).toEqual([await profileOf(ada.id)])
  })
})

describe("facts.saveProducts", () => {
  const product = (given: Partial<ProductRecord> = {}): ProductRecord => ({
    id: "prod_grouped",
    title: "Lamp",
    handle: "lamp",
    thumbnail: null,
    collection_id: null,
    type_id: null,
    category_ids: ["pcat_light"],
    tag_ids: [],
    updated_at: at("09:00:00"),
    deleted_at: null,
    ...given,
  })

  it("has everybody looked at again when a product's groups change, and nobody for a new title or a product without groups", async () => {
    const anew = async (): Promise<(string | null)[]> => {
      const rows = await audience.database.rows<{ anew: string | null }>(sql`delete from audience.touched returning anew`)
      return rows.map((row) => row.anew)
    }
    await anew()
    await audience.facts.saveProducts([product({ category_ids: [] })])
    expect(await anew()).toEqual([])
    await audience.facts.saveProducts([product({ category_ids: ["pcat_light"] })])
    expect(await anew()).toEqual(["products"])
    await audience.facts.saveProducts([product({ title: "Desk lamp" })])
    expect(await row("product", "prod_grouped")).toMatchObject({ title: "Desk lamp" })
    expect(await anew()).toEqual([])
    for (const change of [{ collection_id: "pcol_home" }, { type_id: "ptyp_lamp" }, { tag_ids: ["ptag_new"] }]) {
      await audience.facts.saveProducts([product({ title: "Desk lamp", ...change })])
      expect(await anew()).toEqual(["products"])
    }
    // Whoever viewed it before its copy came has viewed something of that category.
    await audience.facts.saveProducts([product({ id: "prod_first_seen" })])
    expect(await anew()).toEqual(["products"])
  })

  it("keeps a newer product when an older copy comes late", async () => {
    await audience.facts.saveProducts([product({ id: "prod_late", title: "New", updated_at: at("09:30:00") })])
    await audience.facts.saveProducts([product({ id: "prod_late", title: "Old" })])
    expect(await row("product", "prod_late")).toMatchObject({ title: "New" })
  })
})

describe("facts.saveLabels", () => {
  it("stores the name of an id and follows a new name", async () => {
    await audience.facts.saveLabels([
      { kind: "category", id: "pcat_1", label: "Lamps" },
      { kind: "region", id: "reg_1", label: "Europe" },
    ])
    await audience.facts.saveLabels([{ kind: "category", id: "pcat_1", label: "Lights" }])
    expect(
      await audience.database.rows(sql`select kind, id, label from audience.label where id in ('pcat_1', 'reg_1') order by id`)
    ).toEqual([
      { kind: "category", id: "pcat_1", label: "Lights" },
      { kind: "region", id: "reg_1", label: "Europe" },
    ])
  })
})

describe("facts.alone", () => {
  it("answers null while work of that name runs elsewhere, and lets the next one in afterwards", async () => {
    let finish = (): void => undefined
    let first: Promise<string | null> = Promise.resolve(null)
    await new Promise<void>((started) => {
      first = audience.facts.alone("test", () => {
        started()
        return new Promise<string>((resolve) => (finish = () => resolve("first")))
      })
    })
    expect(await audience.facts.alone("test", async () => "second")).toBeNull()
    expect(await audience.facts.alone("another", async () => "other")).toBe("other")
    finish()
    expect(await first).toBe("first")
    expect(await audience.facts.alone("test", async () => "third")).toBe("third")
  })

  it("lets the next one in after work that failed", async () => {
    await expect(audience.facts.alone("failing", () => Promise.reject(new Error("no")))).rejects.toThrow("no")
    expect(await audience.facts.alone("failing", async () => "again")).toBe("again")
  })
})

describe("facts.progress", () => {
  it("answers what was noted last", async () => {
    expect(await audience.facts.progress("spec")).toBeNull()
    await audience.facts.noteProgress("spec", { cursor: "order_1" })
    await audience.facts.noteProgress("spec", { cursor: "order_2" })
    expect(await audience.facts.progress("spec")).toEqual({ cursor: "order_2" })
  })
})
