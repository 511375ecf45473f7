import { randomUUID } from "node:crypto"
import sql, { join, raw } from "sql-template-tag"
import type { Reconciliation, Reconciliations } from "../../src/contract"
import { checkOut } from "../support/check-out"
import { anEvent, closeShop, shop, until } from "../support/shop"

afterAll(closeShop)

type Row = Record<string, unknown>
interface Placed {
  orderId: string
  cartId: string
  email: string
}

/** Everything that this suite made, for comparing it after a backfill. Other suites share the shop. */
const made = { orders: [] as string[], carts: [] as string[] }

/** An admin request that must succeed; answers its body. */
async function admin<Body = Row>(path: string, body?: unknown): Promise<Body> {
  const answer = await shop().admin<Body>(path, body === undefined ? {} : { body })
  if (answer.status >= 300) throw new Error(`${path}: ${answer.status} ${JSON.stringify(answer.body)}`)
  return answer.body
}

/** A storefront request that must succeed; answers its body. */
async function store<Body = Row>(path: string, body?: unknown, method?: string): Promise<Body> {
  const answer = await shop().store<Body>(path, { ...(body === undefined ? {} : { body }), ...(method ? { method } : {}) })
  if (answer.status >= 300) throw new Error(`${path}: ${answer.status} ${JSON.stringify(answer.body)}`)
  return answer.body
}

interface StoreCart {
  id: string
  total: number
  items: { id: string; variant_id: string; quantity: number; total: number }[]
}

async function newCart(metadata?: Row): Promise<string> {
  const { regionId } = shop()
  const { cart } = await store<{ cart: StoreCart }>("/store/carts", { region_id: regionId, ...(metadata ? { metadata } : {}) })
  made.carts.push(cart.id)
  return cart.id
}

async function addLine(cartId: string, product: number, quantity: number): Promise<StoreCart> {
  const variant = shop().products[product]?.variants[0]?.id
  return (await store<{ cart: StoreCart }>(`/store/carts/${cartId}/line-items`, { variant_id: variant, quantity })).cart
}

/** Fills a cart with 3 of the first product and 2 of the second and checks out as a guest. */
async function placeOrder(email = `guest-${randomUUID()}@shop.test`, metadata?: Row): Promise<Placed> {
  const cartId = await newCart(metadata)
  await addLine(cartId, 0, 3)
  await addLine(cartId, 1, 2)
  const orderId = await checkOut(cartId, { email })
  made.orders.push(orderId)
  return { orderId, cartId, email }
}

interface AdminOrder {
  id: string
  total: number
  created_at: string
  canceled_at: string | null
  customer_id: string
  items: { id: string; quantity: number; total: number; product_id: string }[]
  payment_collections: { payments: { id: string }[] }[]
}

async function medusaOrder(id: string): Promise<AdminOrder> {
  return (await admin<{ order: AdminOrder }>(`/admin/orders/${id}?fields=+canceled_at,+customer_id,*payment_collections.payments`)).order
}

async function paymentOf(orderId: string): Promise<string> {
  const payment = (await medusaOrder(orderId)).payment_collections[0]?.payments[0]
  if (!payment) throw new Error(`no payment of ${orderId}`)
  return payment.id
}

async function fact(table: string, id: string): Promise<Row | undefined> {
  const [row] = await shop().database.rows(sql`select * from ${raw(`audience.${table}`)} where id = ${id}`)
  return row
}

const linesOf = (orderId: string): Promise<Row[]> =>
  shop().database.rows(sql`select * from audience.order_line where order_id = ${orderId} order by product_id, line_id`)

const refundsOf = (orderId: string): Promise<{ amount: number }[]> =>
  shop().database.rows(sql`select amount from audience.refund where order_id = ${orderId} order by refunded_at`)

async function copied(orderId: string, what: string, check: (order: Row) => boolean | Promise<boolean>): Promise<Row> {
  return until(
    async () => {
      const order = await fact("order_fact", orderId)
      return order && (await check(order)) ? order : null
    },
    { what }
  )
}

describe("a cart of the storefront", () => {
  it("is copied with every line that comes, changes and goes", async () => {
    const cartId = await newCart()
    await addLine(cartId, 0, 1)
    const cart = await addLine(cartId, 1, 2)
    const [first, second] = cart.items
    await store(`/store/carts/${cartId}/line-items/${first?.id}`, { quantity: 4 })
    await store(`/store/carts/${cartId}/line-items/${second?.id}`, undefined, "DELETE")
    const { cart: medusa } = await store<{ cart: StoreCart }>(`/store/carts/${cartId}`)
    const copy = await until(
      async () => {
        const row = await fact("cart", cartId)
        return row?.quantity === 4 ? row : null
      },
      { what: "the cart's last state" }
    )
    expect(medusa.items).toMatchObject([{ quantity: 4 }])
    expect(copy).toMatchObject({ total: medusa.total, currency_code: "eur", completed_at: null })
    const [removed] = await shop().database.rows<{ deleted_at: Date }>(sql`
      select deleted_at from cart_line_item where cart_id = ${cartId} and deleted_at is not null`)
    expect(copy.touched_at).toEqual(removed?.deleted_at)
    expect(await shop().database.rows(sql`select quantity from audience.cart_line where cart_id = ${cartId}`)).toEqual([{ quantity: 4 }])
  })

  it("follows a promotion that changes its total", async () => {
    const code = `TEN${Date.now()}`
    await admin("/admin/promotions", {
      code,
      type: "standard",
      status: "active",
      application_method: { type: "percentage", target_type: "items", allocation: "across", value: 10, currency_code: "eur" },
    })
    const cartId = await newCart()
    const before = await addLine(cartId, 0, 2)
    await until(async () => (await fact("cart", cartId))?.total === before.total, { what: "the total without a promotion" })
    const { cart } = await store<{ cart: StoreCart }>(`/store/carts/${cartId}/promotions`, { promo_codes: [code] })
    expect(cart.total).toBeCloseTo(before.total * 0.9)
    await until(async () => (await fact("cart", cartId))?.total === cart.total, { what: "the total with the promotion" })
  })

  it("belongs to nobody until the visitor is known whom its metadata names", async () => {
    const visitor = randomUUID()
    const cartId = await newCart({ audience_visitor: visitor })
    await addLine(cartId, 0, 1)
    await until(async () => (await fact("cart", cartId))?.profile_id === 0, { what: "a cart of nobody" })
    await shop().collect({ visitor, events: [anEvent("page_viewed", { url: "https://shop.test/" })] })
    await addLine(cartId, 1, 1)
    const copy = await until(
      async () => {
        const row = await fact("cart", cartId)
        return row?.visitor_id ? row : null
      },
      { what: "the visitor's cart" }
    )
    const [known] = await shop().database.rows(sql`select id, profile_id from audience.visitor where uuid = ${visitor}::uuid`)
    expect(copy).toMatchObject({ visitor_id: known?.id, profile_id: known?.profile_id })
  })
})

describe("an order of the storefront", () => {
  it("is copied as Medusa answers it, under the profile of the visitor who made it", async () => {
    const visitor = randomUUID()
    await shop().collect({ visitor, events: [anEvent("page_viewed", { url: "https://shop.test/" })] })
    const { orderId, cartId, email } = await placeOrder(undefined, { audience_visitor: visitor })
    const copy = await copied(orderId, "the order", () => true)
    const medusa = await medusaOrder(orderId)
    const [known] = await shop().database.rows(sql`select id, profile_id from audience.visitor where uuid = ${visitor}::uuid`)
    expect(copy).toMatchObject({
      profile_id: known?.profile_id,
      visitor_id: known?.id,
      customer_id: medusa.customer_id,
      cart_id: cartId,
      email,
      currency_code: "eur",
      total: medusa.total,
      total_reporting: medusa.total,
      placed_at: new Date(medusa.created_at),
      canceled_at: null,
      sales_channel_id: shop().salesChannelId,
      region_id: shop().regionId,
    })
    const expected = medusa.items.map(({ id, product_id, quantity, total }) => ({
      line_id: id,
      product_id,
      quantity,
      total,
      returned_quantity: 0,
    }))
    expect(await linesOf(orderId)).toMatchObject(expected.sort((one, other) => (one.product_id < other.product_id ? -1 : 1)))
    await until(async () => (await fact("cart", cartId))?.completed_at, { what: "the completed cart" })
  })

  it("loses each refund once, as in Medusa's total", async () => {
    const { orderId } = await placeOrder()
    const total = (await medusaOrder(orderId)).total
    const payment = await paymentOf(orderId)
    await admin(`/admin/payments/${payment}/capture`, {})
    await admin(`/admin/payments/${payment}/refund`, { amount: 5 })
    await admin(`/admin/payments/${payment}/refund`, { amount: 2.5 })
    await copied(orderId, "both refunds", async (copy) => copy.total === total && (await refundsOf(orderId)).length === 2)
    expect((await refundsOf(orderId)).map(({ amount }) => amount)).toEqual([5, 2.5])
    expect((await medusaOrder(orderId)).total).toBeCloseTo(total - 7.5)
  })

  it("keeps what was ordered and tells what came back", async () => {
    const { orderId } = await placeOrder()
    const order = await medusaOrder(orderId)
    const item = order.items.find(({ quantity }) => quantity === 3)
    const payment = await paymentOf(orderId)
    await admin(`/admin/payments/${payment}/capture`, {})
    await admin(`/admin/orders/${orderId}/fulfillments`, { items: order.items.map(({ id, quantity }) => ({ id, quantity })) })
    const { stock_locations } = await admin<{ stock_locations: { id: string }[] }>("/admin/stock-locations")
    const { return: begun } = await admin<{ return: { id: string } }>("/admin/returns", {
      order_id: orderId,
      location_id: stock_locations[0]?.id,
    })
    await admin(`/admin/returns/${begun.id}/request-items`, { items: [{ id: item?.id, quantity: 1 }] })
    await admin(`/admin/returns/${begun.id}/request`, {})
    await admin(`/admin/returns/${begun.id}/receive`, {})
    await admin(`/admin/returns/${begun.id}/receive-items`, { items: [{ id: item?.id, quantity: 1 }] })
    await admin(`/admin/returns/${begun.id}/receive/confirm`, {})
    const returned = async (): Promise<Row | undefined> => (await linesOf(orderId)).find((line) => line.line_id === item?.id)
    await until(async () => (await returned())?.returned_quantity === 1, { what: "the returned piece" })
    expect(await returned()).toMatchObject({ quantity: 3, total: item?.total })
    expect(await fact("order_fact", orderId)).toMatchObject({ total: order.total })

    const price = (item?.total ?? 0) / 3
    await admin(`/admin/payments/${payment}/refund`, { amount: price })
    await copied(orderId, "the refund of the return", async (copy) => copy.total === order.total && (await refundsOf(orderId)).length === 1)
    expect((await medusaOrder(orderId)).total).toBeCloseTo(order.total - price)
  })

  it("is canceled when Medusa says so", async () => {
    const { orderId } = await placeOrder()
    await admin(`/admin/orders/${orderId}/cancel`, {})
    const copy = await copied(orderId, "the cancellation", ({ canceled_at }) => canceled_at !== null)
    expect(copy.canceled_at).toEqual(new Date((await medusaOrder(orderId)).canceled_at ?? ""))
  })
})

describe("a customer of the shop", () => {
  it("carries its groups, also after it left one", async () => {
    const { customer } = await admin<{ customer: { id: string } }>("/admin/customers", { email: `member-${randomUUID()}@shop.test` })
    const { customer_group: group } = await admin<{ customer_group: { id: string } }>("/admin/customer-groups", {
      name: `Group ${randomUUID()}`,
    })
    await admin(`/admin/customer-groups/${group.id}/customers`, { add: [customer.id] })
    await until(async () => String((await fact("customer", customer.id))?.group_ids) === group.id, { what: "the group" })
    await until(async () => (await fact("label", group.id))?.kind === "customer_group", { what: "the group's name" })
    await admin(`/admin/customer-groups/${group.id}/customers`, { remove: [customer.id] })
    await until(async () => String((await fact("customer", customer.id))?.group_ids) === "", { what: "no group" })
  })
})

describe("a product of the shop", () => {
  it("is copied with its categories, and their names", async () => {
    const name = `Category ${randomUUID()}`
    const { product_category: category } = await admin<{ product_category: { id: string } }>("/admin/product-categories", { name })
    const { product } = await admin<{ product: { id: string } }>("/admin/products", {
      title: "Chair",
      options: [{ title: "Size", values: ["One"] }],
      categories: [{ id: category.id }],
    })
    await until(async () => (await fact("product", product.id))?.title === "Chair", { what: "the product" })
    expect(await fact("product", product.id)).toMatchObject({ category_ids: [category.id], deleted_at: null })
    await until(async () => (await fact("label", category.id))?.label === name, { what: "the category's name" })
    await admin(`/admin/products/${product.id}`, { title: "Armchair" })
    await until(async () => (await fact("product", product.id))?.title === "Armchair", { what: "the new title" })
    await shop().admin(`/admin/products/${product.id}`, { method: "DELETE" })
    await until(async () => (await fact("product", product.id))?.deleted_at, { what: "the deletion" })
  })
})

/** This suite's copies, each row with its version in PostgreSQL. */
async function copies(): Promise<{ rows: Row[]; versions: string[] }> {
  const { database } = shop()
  const orders = join(made.orders)
  const carts = join(made.carts)
  const of = [
    sql`select 'order_fact' as "table", xmin::text as version, to_jsonb(t) - 'read_at' as row from audience.order_fact as t where id in (${orders})`,
    sql`select 'order_line', xmin::text, to_jsonb(t) from audience.order_line as t where order_id in (${orders})`,
    sql`select 'refund', xmin::text, to_jsonb(t) from audience.refund as t where order_id in (${orders})`,
    sql`select 'cart', xmin::text, to_jsonb(t) - 'read_at' from audience.cart as t where id in (${carts}) and completed_at is null`,
    sql`select 'cart_line', xmin::text, to_jsonb(t) from audience.cart_line as t
      where cart_id in (select id from audience.cart where id in (${carts}) and completed_at is null)`,
  ]
  const found = await database.rows<{ table: string; version: string; row: Row }>(sql`${join(of, " union all ")} order by 1, 3`)
  return { rows: found.map(({ table, row }) => ({ table, ...row })), versions: found.map(({ version }) => version) }
}

interface Backfill {
  started_at: string
  finished_at: string | null
  copied: Record<string, number>
}

async function backfill(): Promise<Backfill> {
  const answer = await shop().admin<{ backfill: Backfill }>("/admin/audience/backfill", { method: "POST" })
  expect(answer.status).toBe(202)
  return until(
    async () => {
      const { backfill } = await admin<{ backfill: Backfill }>("/admin/audience/backfill")
      return backfill.finished_at !== null && backfill.started_at >= answer.body.backfill.started_at ? backfill : null
    },
    { what: "the end of the backfill" }
  )
}

/** Waits until no event of the tests before is still on its way. */
async function quiet(): Promise<void> {
  let before = ""
  await until(
    async () => {
      const now = JSON.stringify((await copies()).versions)
      const same = now === before
      before = now
      if (!same) await new Promise((resolve) => setTimeout(resolve, 1500))
      return same
    },
    { what: "the copies to come to rest" }
  )
}

describe("POST /admin/audience/backfill", () => {
  it("runs by itself after the first start", async () => {
    await until(async () => (await admin<{ backfill: Backfill | null }>("/admin/audience/backfill")).backfill?.finished_at, {
      what: "the first backfill",
    })
  })

  it("copies a shop that existed before exactly as its events would have", async () => {
    await quiet()
    const { database } = shop()
    const live = await copies()
    expect(live.rows.length).toBeGreaterThan(made.orders.length * 3)
    for (const [table, column, ids] of [
      ["order_fact", "id", made.orders],
      ["order_line", "order_id", made.orders],
      ["refund", "order_id", made.orders],
      ["cart", "id", made.carts],
      ["cart_line", "cart_id", made.carts],
    ] as const) {
      await database.execute(sql`delete from ${raw(`audience.${table}`)} where ${raw(column)} in (${join(ids)})`)
    }
    const { copied } = await backfill()
    expect((await copies()).rows).toEqual(live.rows)
    expect(copied.orders).toBeGreaterThanOrEqual(made.orders.length)
  })

  it("writes nothing when it runs again", async () => {
    await quiet()
    const before = await copies()
    await backfill()
    expect(await copies()).toEqual(before)
  })

  it("is for the shop's admins", async () => {
    expect((await shop().http("/admin/audience/backfill", { method: "POST" })).status).toBe(401)
  })
})

describe("POST /admin/audience/reconciliation", () => {
  async function reconcile(): Promise<Reconciliation> {
    const started = new Date().toISOString()
    const answer = await shop().admin("/admin/audience/reconciliation", { method: "POST" })
    expect(answer.status).toBe(202)
    return until(
      async () => {
        const { reconciliation } = await admin<Reconciliations>("/admin/audience/reconciliation")
        return reconciliation && reconciliation.started_at >= started ? reconciliation : null
      },
      { what: "the end of the reconciliation" }
    )
  }

  it("repairs copies that are wrong, missing or left open, and tells on which days", async () => {
    await quiet()
    const before = await copies()
    const { database } = shop()
    const [wrong, missing] = made.orders
    const open = (before.rows.find(({ table }) => table === "cart") ?? {}).id as string
    await database.execute(sql`update audience.order_fact set total = total + 1 where id = ${wrong}`)
    await database.execute(sql`delete from audience.refund where order_id in (${join(made.orders)})`)
    await database.execute(sql`delete from audience.order_fact where id = ${missing}`)
    await database.execute(sql`update audience.cart set quantity = 99 where id = ${open}`)
    const completed = await database.rows<{ id: string }>(sql`
      update audience.cart set completed_at = null where id in (${join(made.carts)}) and completed_at is not null returning id`)

    const report = await reconcile()
    expect((await copies()).rows).toEqual(before.rows)
    for (const { id } of completed) expect((await fact("cart", id))?.completed_at).not.toBeNull()
    const today = new Date().toISOString().slice(0, 10)
    expect(report.orders.differing_days.map(({ day }) => day)).toContain(today)
    expect(report.orders.compared).toBeGreaterThanOrEqual(made.orders.length)
    expect(report.carts.differing_days.find(({ day }) => day === today)?.copied_again).toBeGreaterThanOrEqual(completed.length + 1)
  })

  it("finds nothing to repair in copies that are right", async () => {
    const before = await copies()
    await reconcile()
    expect(await copies()).toEqual(before)
  })

  it("tells what it repaired of an order whose event got lost, of names and of people, and keeps it", async () => {
    const { database } = shop()
    const { orderId } = await placeOrder()
    const { customer_id: customerId } = await medusaOrder(orderId)
    const productId = shop().products[0]?.id ?? ""
    await copied(orderId, "the order", (order) => order.profile_id !== 0)
    await quiet()
    for (const [table, column] of [
      ["order_line", "order_id"],
      ["order_fact", "id"],
    ] as const)
      // prettier-ignore
      await database.execute(sql`delete from ${raw(`audience.${table}`)} where ${raw(column)} = ${orderId}`)
    await database.execute(sql`update audience.customer set first_name = 'Nobody' where id = ${customerId}`)
    await database.execute(sql`update audience.product set title = 'Nothing' where id = ${productId}`)
    const [region] = await database.rows<{ id: string; label: string }>(sql`
      update audience.label set label = 'Nowhere' where kind = 'region' and id = ${shop().regionId} returning id`)

    const { repaired, seconds, error, finished_at } = await reconcile()
    const examples = Object.fromEntries(repaired.map(({ kind, examples }) => [kind, examples]))
    expect(examples).toMatchObject({ order: [orderId], customer: [customerId], product: [productId], name: [region?.id] })
    expect(repaired.find(({ kind }) => kind === "order")?.count).toBe(1)
    expect(error).toBeNull()
    expect(seconds).toBeGreaterThan(0)
    expect(await fact("order_fact", orderId)).toBeDefined()
    expect((await fact("customer", customerId))?.first_name).not.toBe("Nobody")
    expect((await admin<{ reconciliation: unknown }>("/admin/audience/health")).reconciliation).toEqual({ finished_at, repaired: 4, error })

    expect((await reconcile()).repaired).toEqual([])
    const [before] = (await admin<Reconciliations>("/admin/audience/reconciliation")).earlier
    expect(before).toMatchObject({ finished_at, repaired, error: null })
  })

  it("keeps why a comparison ended early", async () => {
    const { database } = shop()
    const { orderId } = await placeOrder()
    await copied(orderId, "the order", (order) => order.profile_id !== 0)
    await quiet()
    await database.execute(sql`update audience.order_fact set total = total + 1 where id = ${orderId}`)
    await database.execute(
      sql`create function audience.refuse_spec() returns trigger language plpgsql as $$ begin raise 'out of ink'; end $$`
    )
    await database.execute(
      raw(`create trigger refuse_spec before insert or update on audience.order_fact
      for each row when (new.id = '${orderId}') execute function audience.refuse_spec()`)
    )
    try {
      expect((await reconcile()).error).toContain("out of ink")
    } finally {
      await database.execute(sql`drop function audience.refuse_spec cascade`)
    }
    expect((await reconcile()).repaired).toEqual([{ kind: "order", count: 1, examples: [orderId] }])
  })

  it("leaves the database of another shop alone", async () => {
    const { database } = shop()
    const { orderId } = await placeOrder()
    await copied(orderId, "the order", (order) => order.profile_id !== 0)
    await quiet()
    // As if the order were one of a shop that Medusa here knows nothing of.
    await database.execute(sql`update audience.order_fact set total = total + 1 where id = ${orderId}`)
    await database.execute(sql`update audience.setting set value = '{"stores":["store_other"]}' where key = 'facts.shop'`)
    const { error, repaired } = await reconcile()
    expect(error).toMatch(/^databaseUrl: this database holds the audience of another shop, of the store store_other; this one is store_/)
    expect(repaired).toEqual([])
    // A shop that got another store is known by the one that it kept.
    await database.execute(
      sql`update audience.setting set value = (select jsonb_build_object('stores', jsonb_agg(id) || '["store_gone"]') from public.store) where key = 'facts.shop'`
    )
    expect((await reconcile()).repaired).toEqual([{ kind: "order", count: 1, examples: [orderId] }])
    expect(
      await database.rows(
        sql`select value -> 'stores' = (select jsonb_agg(id) from public.store) as own from audience.setting where key = 'facts.shop'`
      )
    ).toEqual([{ own: true }])
  })

  it("does not bring back what an erased person left in Medusa", async () => {
    const { orderId, cartId } = await placeOrder()
    const open = await newCart()
    await addLine(open, 0, 1)
    await copied(orderId, "the order", (order) => order.profile_id !== 0)
    const { customer_id: customerId } = await medusaOrder(orderId)
    const [profile] = (await admin<{ profiles: { id: string }[] }>(`/admin/audience/profiles?customer_id=${customerId}`)).profiles
    const erased = await shop().admin<{ receipt: Row }>(`/admin/audience/profiles/${profile?.id}`, { method: "DELETE" })
    expect(erased.body.receipt).toMatchObject({ remaining: 0, removed: { order_fact: 1, order_line: 2, cart: 1 } })

    const report = await reconcile()
    const today = new Date().toISOString().slice(0, 10)
    expect(report.orders.differing_days.filter(({ day }) => day === today)).toEqual([])
    expect(report.repaired).toEqual([])
    for (const [table, id] of [
      ["order_fact", orderId],
      ["cart", cartId],
      ["customer", customerId],
    ] as const) {
      // prettier-ignore
      expect({ table, row: await fact(table, id) }).toEqual({ table, row: undefined })
    }
  })
})
