import { randomUUID } from "node:crypto"
import sql, { raw } from "sql-template-tag"
import type { WireEvent } from "../../src/contract"
import { createAudience } from "../../src/modules/audience/audience"
import { NOBODY, publicProfileId, type CustomerRecord } from "../../src/modules/audience/identity"
import { createTestAudience, type TestAudience } from "../support/audience"

const NOW = "2026-11-23T12:00:00.000Z"
const CHROME = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36"

let audience: TestAudience

beforeAll(async () => {
  audience = await createTestAudience({ now: NOW })
})
afterAll(async () => {
  await audience.collection.stop()
  await audience.database.drop()
})
beforeEach(() => audience.clock.set(NOW))

let customers = 0

/** A customer with an account unless told otherwise. */
function customer(of: Partial<CustomerRecord> = {}): CustomerRecord {
  const number = ++customers
  return {
    id: `cus_${number}`,
    email: `customer${number}@shop.test`,
    first_name: null,
    last_name: null,
    phone: null,
    has_account: true,
    group_ids: [],
    metadata: null,
    created_at: new Date("2026-11-20T00:00:00Z"),
    updated_at: new Date("2026-11-20T00:00:00Z"),
    deleted_at: null,
    ...of,
  }
}

const guest = (of: Partial<CustomerRecord> = {}): CustomerRecord => customer({ has_account: false, ...of })

/** Records an event as the tag would; answers its id. */
async function visit(visitor: string, name = "page_viewed", properties: Record<string, unknown> = {}): Promise<string> {
  const at = audience.clock.now().toISOString()
  const event = { id: randomUUID(), name, at, session: randomUUID(), url: "https://shop.test/", properties } as WireEvent
  const outcome = await audience.collection.collect({
    body: { key: "pk_1", visitor, sent_at: at, events: [event] },
    userAgent: CHROME,
    headers: {},
    isKnownKey: () => true,
  })
  expect(outcome).toMatchObject({ status: 202, body: { accepted: 1 } })
  audience.clock.advance(1000)
  return event.id
}

async function newVisitor(): Promise<string> {
  const visitor = randomUUID()
  await visit(visitor)
  return visitor
}

/** The profile of a browser as it is now. */
async function profileOf(visitor: string): Promise<number> {
  const [row] = await audience.database.rows<{ profile_id: number }>(
    sql`select profile_id from audience.visitor where uuid = ${visitor} and ended_at is null`
  )
  if (!row) throw new Error(`visitor ${visitor} has no current row`)
  return row.profile_id
}

async function profileOfEvent(id: string): Promise<number | undefined> {
  const [row] = await audience.database.rows<{ profile_id: number }>(sql`select profile_id from audience.event where id = ${id}`)
  return row?.profile_id
}

async function profileOfCustomer(id: string): Promise<number | undefined> {
  const [row] = await audience.database.rows<{ profile_id: number }>(sql`select profile_id from audience.customer where id = ${id}`)
  return row?.profile_id
}

async function namedCustomer(profileId: number): Promise<string | null | undefined> {
  const [row] = await audience.database.rows<{ customer_id: string | null }>(
    sql`select customer_id from audience.profile where id = ${profileId}`
  )
  return row?.customer_id
}

const cart = (of: { cartId?: string | null; visitor?: string | null; customer?: CustomerRecord | null; formerCustomerId?: string }) => ({
  cartId: null,
  visitor: null,
  customer: null,
  at: audience.clock.now(),
  ...of,
})

describe("resolveVisitors", () => {
  it("gives two tabs that arrive together one visitor and one profile, also across processes", async () => {
    const other = createAudience({ ...audience })
    const uuid = randomUUID()
    const resolve = (through: Pick<TestAudience, "identity">): Promise<number[]> =>
      through.identity.holdingMerges(async (tx) => {
        const found = (await through.identity.resolveVisitors(tx, [{ uuid, firstAt: new Date(NOW) }])).get(uuid)
        return [found?.visitorId ?? 0, found?.profileId ?? 0]
      })
    const resolved = await Promise.all([resolve(audience), resolve(other), resolve(audience), resolve(other)])
    expect(resolved).toEqual(resolved.map(() => resolved[0]))
    const profiles = await audience.database.rows(sql`
      select from audience.profile where not exists (select from audience.visitor where profile_id = profile.id)`)
    expect(profiles).toEqual([])
  })

  it("dates a profile by its first event", async () => {
    const visitor = randomUUID()
    await visit(visitor)
    const [row] = await audience.database.rows(sql`select created_at from audience.profile where id = ${await profileOf(visitor)}`)
    expect(row).toEqual({ created_at: new Date(NOW) })
  })
})

describe("identifyCustomer", () => {
  it("ties a browser's profile to its first customer, with what happened before", async () => {
    const visitor = await newVisitor()
    const before = await profileOf(visitor)
    const anna = customer()
    const tied = await audience.identity.identifyCustomer({ visitor, customer: anna })
    expect(tied.profileId).toBe(before)
    expect(await profileOfCustomer(anna.id)).toBe(before)
    expect(await namedCustomer(before)).toBe(anna.id)
    expect(await audience.identity.profileIdOf(tied.publicId)).toBe(before)
  })

  it("makes a second browser of the same customer the same profile, history included", async () => {
    const anna = customer()
    const [phone, laptop] = [await newVisitor(), randomUUID()]
    const onLaptop = await visit(laptop)
    await audience.identity.identifyCustomer({ visitor: phone, customer: anna })
    const { profileId } = await audience.identity.identifyCustomer({ visitor: laptop, customer: anna })
    expect(await profileOf(phone)).toBe(profileId)
    expect(await profileOf(laptop)).toBe(profileId)
    expect(await profileOfEvent(onLaptop)).toBe(profileId)
  })

  it("keeps two customers of one shared browser apart: each keeps what was done under the own name", async () => {
    const visitor = randomUUID()
    const [anna, ben] = [customer(), customer()]
    const annas = await visit(visitor)
    const first = await audience.identity.identifyCustomer({ visitor, customer: anna })
    const alsoAnnas = await visit(visitor)
    const second = await audience.identity.identifyCustomer({ visitor, customer: ben })
    const bens = await visit(visitor)
    expect(second.profileId).not.toBe(first.profileId)
    expect([await profileOfEvent(annas), await profileOfEvent(alsoAnnas)]).toEqual([first.profileId, first.profileId])
    expect(await profileOfEvent(bens)).toBe(second.profileId)
    expect([await namedCustomer(first.profileId), await namedCustomer(second.profileId)]).toEqual([anna.id, ben.id])
    // Back to Anna: her profile goes on.
    expect(await audience.identity.identifyCustomer({ visitor, customer: anna })).toEqual(first)
    expect(await profileOfEvent(await visit(visitor))).toBe(first.profileId)
    const merges = await audience.database.rows(sql`select from audience.merge where loser_id in (${first.profileId}, ${second.profileId})`)
    expect(merges).toEqual([])
  })

  it("makes a guest's profile the account's when the e-mails are equal, whatever their case", async () => {
    const visitor = await newVisitor()
    const email = "carla@shop.test"
    await audience.identity.tieCart(cart({ cartId: "cart_carla", visitor, customer: guest({ email: "Carla@Shop.test" }) }))
    const before = await profileOf(visitor)
    const account = customer({ email })
    expect((await audience.identity.identifyCustomer({ visitor, customer: account })).profileId).toBe(before)
    expect(await namedCustomer(before)).toBe(account.id)
  })

  it("starts a visitor anew when the browser's guest had another e-mail", async () => {
    const visitor = await newVisitor()
    const dora = guest()
    await audience.identity.tieCart(cart({ cartId: "cart_dora", visitor, customer: dora }))
    const before = await profileOf(visitor)
    const { profileId } = await audience.identity.identifyCustomer({ visitor, customer: customer() })
    expect(profileId).not.toBe(before)
    expect(await profileOf(visitor)).toBe(profileId)
    expect(await profileOfCustomer(dora.id)).toBe(before)
  })

  it("changes nothing when it is called again", async () => {
    const visitor = await newVisitor()
    const anna = customer()
    const tied = await audience.identity.identifyCustomer({ visitor, customer: anna })
    await audience.database.execute(sql`delete from audience.touched`)
    expect(await audience.identity.identifyCustomer({ visitor, customer: anna })).toEqual(tied)
    expect(await audience.database.rows(sql`select from audience.touched`)).toEqual([])
  })

  it("ends with one profile when both browsers of a customer sign in at the same time", async () => {
    const anna = customer()
    const browsers = [await newVisitor(), await newVisitor(), await newVisitor()]
    const other = createAudience({ ...audience })
    await Promise.all(
      browsers.map((visitor, index) => (index % 2 ? other : audience).identity.identifyCustomer({ visitor, customer: anna }))
    )
    const profiles = await Promise.all(browsers.map(profileOf))
    expect(new Set([...profiles, await profileOfCustomer(anna.id)]).size).toBe(1)
  })

  it("loses no event of a browser that signs in while it sends", async () => {
    const anna = customer()
    await audience.identity.identifyCustomer({ visitor: await newVisitor(), customer: anna })
    const browsers = await Promise.all(Array.from({ length: 8 }, newVisitor))
    const sent = await Promise.all(
      browsers.flatMap((visitor) => [
        visit(visitor),
        audience.identity.identifyCustomer({ visitor, customer: anna }).then(() => visit(visitor)),
        visit(visitor),
      ])
    )
    const profileId = await profileOfCustomer(anna.id)
    expect(await Promise.all(sent.map(profileOfEvent))).toEqual(sent.map(() => profileId))
  })

  it("refuses what is no browser's id", async () => {
    for (const visitor of ["undefined", "00000000-0000-0000-0000-000000000000"]) {
      await expect(audience.identity.identifyCustomer({ visitor, customer: customer() })).rejects.toThrow(/^visitor: /)
    }
  })

  it("stops merging at 50 visitors: a shared log-in's later browsers keep their history to themselves", async () => {
    const kiosk = customer()
    const { profileId } = await audience.identity.identifyCustomer({ visitor: await newVisitor(), customer: kiosk })
    await audience.database.execute(sql`
      insert into audience.visitor (uuid, profile_id, created_at) select gen_random_uuid(), ${profileId}, ${new Date(NOW)} from generate_series(1, 49)`)
    const late = randomUUID()
    const before = await visit(late)
    await audience.identity.identifyCustomer({ visitor: late, customer: kiosk })
    expect(await profileOfEvent(before)).not.toBe(profileId)
    expect(await profileOfEvent(await visit(late))).toBe(profileId)
  })
})

describe("what a browser claims", () => {
  it("ties nothing: another customer's id and e-mail in traits are only ignored", async () => {
    const anna = customer({ email: "anna.trait@shop.test" })
    const annas = await audience.identity.saveCustomer(anna)
    const visitor = randomUUID()
    await visit(visitor, "identified", { traits: { customer_id: anna.id, email: anna.email, id: anna.id, gender: "female" } })
    const changed = await audience.identity.runTasks()
    const profileId = await profileOf(visitor)
    expect(profileId).not.toBe(annas)
    expect(await namedCustomer(profileId)).toBeNull()
    expect(changed).toContain(profileId)
    expect((await audience.identity.attributesOf(audience.database, [profileId, annas])).get(profileId)).toEqual({ gender: "female" })
    expect((await audience.identity.attributesOf(audience.database, [annas])).get(annas)).toBeUndefined()
  })

  it("does not open an account's profile by its e-mail at a guest's checkout", async () => {
    const account = customer({ email: "victim@shop.test" })
    const own = await newVisitor()
    const { profileId } = await audience.identity.identifyCustomer({ visitor: own, customer: account })
    // The victim once ordered as a guest on the own browser: Medusa's guest record is known and in the same profile.
    const guestRecord = guest({ email: "victim@shop.test" })
    await audience.identity.tieCart(cart({ cartId: "cart_victim", visitor: own, customer: guestRecord }))
    expect(await profileOfCustomer(guestRecord.id)).toBe(profileId)

    const stranger = await newVisitor()
    const owner = await audience.identity.tieCart(cart({ cartId: "cart_stranger", visitor: stranger, customer: guestRecord }))
    expect(owner).toEqual({ profileId, visitorId: null })
    expect(await profileOf(stranger)).not.toBe(profileId)
  })
})

describe("runTasks", () => {
  it("sets a task that fails aside for an hour and carries out the ones behind it", async () => {
    const [first, second] = [randomUUID(), randomUUID()]
    await visit(first, "cart_linked", { cart_id: "cart_refused" })
    await visit(second, "cart_linked", { cart_id: "cart_taken" })
    await audience.database.execute(sql`alter table audience.cart_visitor add constraint refuse check (cart_id <> 'cart_refused')`)
    await audience.identity.runTasks()
    const link = async (id: string): Promise<number> => (await audience.identity.tieCart(cart({ cartId: id }))).profileId
    expect([await link("cart_refused"), await link("cart_taken")]).toEqual([NOBODY, await profileOf(second)])
    await audience.database.execute(sql`alter table audience.cart_visitor drop constraint refuse`)
    await audience.identity.runTasks()
    expect(await link("cart_refused")).toBe(NOBODY)
    audience.clock.advance(3_600_000)
    await audience.identity.runTasks()
    expect(await link("cart_refused")).toBe(await profileOf(first))
  })
})

describe("log-out", () => {
  it("ends the visitor: what comes later from that browser is somebody else's", async () => {
    const visitor = await newVisitor()
    const { profileId } = await audience.identity.identifyCustomer({ visitor, customer: customer() })
    const loggedOut = await visit(visitor, "logged_out")
    await audience.identity.runTasks()
    expect(await profileOfEvent(loggedOut)).toBe(profileId)
    expect(await profileOfEvent(await visit(visitor))).not.toBe(profileId)
  })

  it("leaves events from before it with the profile, however late they are sent", async () => {
    const visitor = await newVisitor()
    const { profileId } = await audience.identity.identifyCustomer({ visitor, customer: customer() })
    const beforeLogOut = audience.clock.now()
    audience.clock.advance(60_000)
    await visit(visitor, "logged_out")
    await audience.identity.runTasks()
    const late = { id: randomUUID(), name: "page_viewed", at: beforeLogOut.toISOString(), session: randomUUID() }
    await audience.collection.collect({
      body: { key: "pk_1", visitor, sent_at: audience.clock.now().toISOString(), events: [late] },
      userAgent: CHROME,
      headers: {},
      isKnownKey: () => true,
    })
    expect(await profileOfEvent(late.id)).toBe(profileId)
  })
})

describe("saveCustomer", () => {
  it("makes one profile for a customer without visits, however often and from wherever it is saved", async () => {
    const other = createAudience({ ...audience })
    const anna = customer()
    const profiles = await Promise.all([audience, other, audience, other].map(({ identity }) => identity.saveCustomer(anna)))
    expect(new Set(profiles).size).toBe(1)
    expect(await audience.database.rows(sql`select from audience.profile where customer_id = ${anna.id}`)).toHaveLength(1)
  })

  it("takes the newer copy and refuses to go back to an older one", async () => {
    const anna = customer({ first_name: "Anna" })
    await audience.identity.saveCustomer(anna)
    await audience.identity.saveCustomer({ ...anna, first_name: "Anne", updated_at: new Date("2026-11-22T00:00:00Z") })
    await audience.identity.saveCustomer(anna)
    const [row] = await audience.database.rows(sql`select first_name from audience.customer where id = ${anna.id}`)
    expect(row).toEqual({ first_name: "Anne" })
  })

  it("reports the profile as changed only when the customer did", async () => {
    const anna = customer()
    await audience.identity.saveCustomer(anna)
    await audience.database.execute(sql`delete from audience.touched`)
    await audience.identity.saveCustomer(anna)
    expect(await audience.database.rows(sql`select from audience.touched`)).toEqual([])
    const profileId = await audience.identity.saveCustomer({ ...anna, group_ids: ["cusgroup_1"] })
    expect(await audience.database.rows(sql`select profile_ids from audience.touched`)).toEqual([{ profile_ids: [profileId] }])
  })

  it("leaves the profile without a customer when that one is deleted", async () => {
    const anna = customer()
    const profileId = await audience.identity.saveCustomer(anna)
    await audience.identity.saveCustomer({ ...anna, deleted_at: new Date(NOW), updated_at: new Date(NOW) })
    expect(await namedCustomer(profileId)).toBeNull()
  })
})

describe("tieCart", () => {
  it("owes a cart without visitor and customer to nobody, and makes no profile for it", async () => {
    const count = async (): Promise<number> => (await audience.database.rows(sql`select from audience.profile`)).length
    const before = await count()
    expect(await audience.identity.tieCart(cart({ cartId: "cart_nobody" }))).toEqual({ profileId: NOBODY, visitorId: null })
    expect(await count()).toBe(before)
  })

  it("gives a reported cart to its visitor and a guest's order to the visit that made it", async () => {
    const visitor = randomUUID()
    await visit(visitor, "cart_linked", { cart_id: "cart_eva" })
    await audience.identity.runTasks()
    const profileId = await profileOf(visitor)
    const owner = await audience.identity.tieCart(cart({ cartId: "cart_eva" }))
    expect(owner.profileId).toBe(profileId)
    const eva = guest()
    expect(await audience.identity.tieCart(cart({ cartId: "cart_eva", customer: eva }))).toEqual(owner)
    expect(await namedCustomer(profileId)).toBe(eva.id)
  })

  it("takes the visitor from the cart's metadata, but makes none of it", async () => {
    const known = await newVisitor()
    expect((await audience.identity.tieCart(cart({ cartId: "cart_meta", visitor: known }))).profileId).toBe(await profileOf(known))
    expect(await audience.identity.tieCart(cart({ cartId: "cart_meta_2", visitor: randomUUID() }))).toEqual({
      profileId: NOBODY,
      visitorId: null,
    })
    expect(await audience.identity.tieCart(cart({ cartId: "cart_meta_3", visitor: "undefined" }))).toEqual({
      profileId: NOBODY,
      visitorId: null,
    })
  })

  it("gives a guest's two browsers one profile by the e-mail of the orders", async () => {
    const frieda = guest()
    const [first, second] = [await newVisitor(), await newVisitor()]
    await audience.identity.tieCart(cart({ cartId: "cart_f1", visitor: first, customer: frieda }))
    await audience.identity.tieCart(cart({ cartId: "cart_f2", visitor: second, customer: frieda }))
    expect(await profileOf(second)).toBe(await profileOf(first))
  })

  it("keeps a second guest's order on the same browser apart", async () => {
    const visitor = await newVisitor()
    const [gerd, hanna] = [guest(), guest()]
    const gerds = await audience.identity.tieCart(cart({ cartId: "cart_gerd", visitor, customer: gerd }))
    const hannas = await audience.identity.tieCart(cart({ cartId: "cart_hanna", visitor, customer: hanna }))
    expect(hannas.profileId).not.toBe(gerds.profileId)
    expect(hannas.visitorId).toBeNull()
    expect(await profileOf(visitor)).toBe(gerds.profileId)
  })

  it("makes a guest and an account one when Medusa moves the guest's order to the account with the same e-mail", async () => {
    const [ida, account] = [guest({ email: "ida@shop.test" }), customer({ email: "IDA@shop.test" })]
    await audience.identity.tieCart(cart({ cartId: "cart_ida", customer: ida }))
    const accounts = await audience.identity.saveCustomer(account)
    expect(await profileOfCustomer(ida.id)).not.toBe(accounts)
    const owner = await audience.identity.tieCart(cart({ cartId: "cart_ida", customer: account, formerCustomerId: ida.id }))
    expect(owner.profileId).toBe(accounts)
    expect(await profileOfCustomer(ida.id)).toBe(accounts)
  })

  it("does not when the e-mails differ", async () => {
    const [jan, account] = [guest(), customer()]
    await audience.identity.saveCustomer(jan)
    await audience.identity.tieCart(cart({ cartId: "cart_jan", customer: account, formerCustomerId: jan.id }))
    expect(await profileOfCustomer(jan.id)).not.toBe(await profileOfCustomer(account.id))
  })
})

describe("a cart reported after the shop has saved it", () => {
  async function saveCart(id: string, of: CustomerRecord | null): Promise<void> {
    await audience.facts.saveCarts([
      {
        ...{ id, visitor: null, customer: of, email: of?.email ?? null, currency_code: "eur", total: 20 },
        ...{ created_at: new Date(NOW), touched_at: new Date(NOW), completed_at: null, deleted_at: null },
        lines: [{ id: `${id}_line`, product_id: "prod_1", variant_id: "variant_1", title: "Shirt", quantity: 1, total: 20 }],
      },
    ])
  }
  const owners = (id: string): Promise<Record<string, unknown>[]> =>
    audience.database.rows(sql`
      select cart.profile_id as cart, cart_line.profile_id as line from audience.cart join audience.cart_line on cart_line.cart_id = cart.id
      where cart.id = ${id}`)

  it("moves from nobody to its visitor, who counts as changed", async () => {
    await saveCart("cart_late", null)
    expect(await owners("cart_late")).toEqual([{ cart: NOBODY, line: NOBODY }])
    const visitor = randomUUID()
    await visit(visitor, "cart_linked", { cart_id: "cart_late" })
    const changed = await audience.identity.runTasks()
    const profileId = await profileOf(visitor)
    expect(await owners("cart_late")).toEqual([{ cart: profileId, line: profileId }])
    expect(changed).toContain(profileId)
  })

  it("ties the cart's guest to the visitor", async () => {
    const karl = guest()
    await saveCart("cart_karl", karl)
    const visitor = randomUUID()
    await visit(visitor, "checkout_started", { cart_id: "cart_karl" })
    await audience.identity.runTasks()
    const profileId = await profileOf(visitor)
    expect(await profileOfCustomer(karl.id)).toBe(profileId)
    expect(await owners("cart_karl")).toEqual([{ cart: profileId, line: profileId }])
  })

  it("stays with the browser that reported it first", async () => {
    const [first, second] = [randomUUID(), randomUUID()]
    await visit(first, "cart_linked", { cart_id: "cart_stolen" })
    await visit(second, "cart_linked", { cart_id: "cart_stolen" })
    await audience.identity.runTasks()
    expect((await audience.identity.tieCart(cart({ cartId: "cart_stolen" }))).profileId).toBe(await profileOf(first))
  })
})

describe("merge", () => {
  it("moves every table that names a profile", async () => {
    // The list is read from the schema: a table that is added later must be thought of. What an import
    // notes for its undo names the profile as it was; the undo follows merges.
    const tables = await audience.database.rows<{ table_name: string }>(sql`
      select table_name from information_schema.columns
      join pg_class on relname = table_name and relnamespace = 'audience'::regnamespace and not relispartition
      where table_schema = 'audience' and column_name = 'profile_id' and table_name not in ('import_before', 'import_member')`)
    const [winner, loser] = [await newVisitor(), randomUUID()]
    for (const name of ["page_viewed", "clicked"]) await visit(loser, name)
    await visit(loser, "cart_linked", { cart_id: "cart_all" })
    await audience.identity.runTasks()
    const lost = await profileOf(loser)
    const buyer = guest()
    await audience.facts.saveOrders([
      {
        ...{
          id: "order_all",
          display_id: 1,
          cart_id: "cart_all",
          visitor: null,
          customer: buyer,
          email: buyer.email,
          currency_code: "eur",
        },
        ...{ total: 20, placed_at: new Date(NOW), canceled_at: null, sales_channel_id: null, region_id: null, promotion_codes: [] },
        ...{ updated_at: new Date(NOW), refunds: [{ id: "refund_all", amount: 5, refunded_at: new Date(NOW) }] },
        lines: [
          { id: "line_all", product_id: "prod_1", variant_id: "variant_1", title: "Shirt", quantity: 1, returned_quantity: 0, total: 20 },
        ],
      },
    ])
    await audience.facts.saveCarts([
      {
        ...{ id: "cart_all", visitor: null, customer: buyer, email: buyer.email, currency_code: "eur", total: 20 },
        ...{ created_at: new Date(NOW), touched_at: new Date(NOW), completed_at: null, deleted_at: null },
        lines: [{ id: "cart_all_line", product_id: "prod_1", variant_id: "variant_1", title: "Shirt", quantity: 1, total: 20 }],
      },
    ])
    await audience.identity.setAttributes(lost, { points: 10 }, "api")
    await audience.rollups.fold()
    const count = async (table: string, profileId: number): Promise<number> =>
      (await audience.database.rows(sql`select from audience.${raw(table)} where profile_id = ${profileId}`)).length
    const before = await Promise.all(tables.map(async ({ table_name }) => [table_name, await count(table_name, lost)] as const))
    expect(before.filter(([, rows]) => rows === 0)).toEqual([])

    const kept = await profileOf(winner)
    await audience.identity.merge(kept, lost, "test")
    for (const [table] of before) expect([table, await count(table, lost)]).toEqual([table, 0])
    expect(await count("event", kept)).toBe((before.find(([table]) => table === "event")?.[1] ?? 0) + 1)
    expect(await namedCustomer(kept)).toBe(buyer.id)
    expect(await profileOf(loser)).toBe(kept)
    const [state] = await audience.database.rows(
      sql`select orders, spent, page_views from audience.profile_state where profile_id = ${kept}`
    )
    expect(state).toEqual({ orders: 1, spent: 15, page_views: 2 })
    const touched = await audience.database.rows<{ profile_ids: number[] }>(
      sql`select profile_ids from audience.touched order by id desc limit 1`
    )
    expect([...(touched[0]?.profile_ids ?? [])].sort()).toEqual([kept, lost].sort())
  })

  it("is followed by the public id of the profile that is gone", async () => {
    const [first, second] = [await newVisitor(), await newVisitor()]
    const [one, two] = [await profileOf(first), await profileOf(second)]
    const [row] = await audience.database.rows<{ public_id: string }>(sql`select public_id from audience.profile where id = ${two}`)
    await audience.identity.merge(one, two, "test")
    expect(await audience.identity.profileIdOf(`aprof_${row?.public_id.replaceAll("-", "") ?? ""}`)).toBe(one)
    expect(await audience.identity.profileIdOf("aprof_nonsense")).toBeNull()
  })

  it("refuses two accounts, a profile that is gone, and itself", async () => {
    const [one, two] = [await audience.identity.saveCustomer(customer()), await audience.identity.saveCustomer(customer())]
    await expect(audience.identity.merge(one, two, "test")).rejects.toThrow("two accounts are two people")
    await expect(audience.identity.merge(one, 2_000_000_000, "test")).rejects.toThrow("does not stand")
    await expect(audience.identity.merge(one, one, "test")).rejects.toThrow()
  })

  it("lets a verified attribute stand before a declared one, and a no to consent before a yes", async () => {
    const [first, second] = [await newVisitor(), await newVisitor()]
    const [one, two] = [await profileOf(first), await profileOf(second)]
    await audience.identity.setAttributes(one, { member_tier: "silver", gender: "male" }, "declared")
    await audience.identity.setAttributes(two, { member_tier: "gold" }, "api")
    audience.clock.advance(1000)
    await audience.identity.setAttributes(two, { gender: "female" }, "declared")
    await audience.database.execute(sql`update audience.profile set consent_marketing = true where id = ${one}`)
    await audience.database.execute(sql`update audience.profile set consent_marketing = false, consent_analytics = true where id = ${two}`)
    await audience.identity.merge(one, two, "test")
    expect((await audience.identity.attributesOf(audience.database, [one])).get(one)).toEqual({ member_tier: "gold", gender: "female" })
    const [row] = await audience.database.rows(
      sql`select consent_analytics, consent_personalization, consent_marketing from audience.profile where id = ${one}`
    )
    expect(row).toEqual({ consent_analytics: true, consent_personalization: null, consent_marketing: false })
  })
})

describe("consent", () => {
  it("has its profile looked at again also when it is withdrawn, which brings no event", async () => {
    const visitor = randomUUID()
    const at = audience.clock.now().toISOString()
    const event = { id: randomUUID(), name: "page_viewed", at, session: randomUUID(), url: "https://shop.test/", properties: {} }
    const send = async (events: object[], consent: object): Promise<unknown> => {
      const body = { key: "pk_1", visitor, sent_at: at, consent, events }
      return audience.collection.collect({ body, userAgent: CHROME, headers: {}, isKnownKey: () => true })
    }
    await send([event], { analytics: true, personalization: true, marketing: true })
    await audience.rollups.fold()
    await audience.database.execute(sql`delete from audience.touched`)
    expect(await send([], { analytics: false, personalization: false, marketing: false })).toEqual({ status: 204 })
    const touched = await audience.database.rows(sql`select profile_ids from audience.touched`)
    expect(touched).toEqual([{ profile_ids: [await profileOf(visitor)] }])
  })
})

describe("unmerge", () => {
  it("gives back what was brought in, and what its visitor has done since", async () => {
    const [phone, laptop] = [randomUUID(), randomUUID()]
    const [onPhone, onLaptop] = [await visit(phone), await visit(laptop)]
    const [one, two] = [await profileOf(phone), await profileOf(laptop)]
    await audience.identity.setAttributes(one, { points: 1, gender: "male" }, "declared")
    await audience.identity.setAttributes(two, { points: 2 }, "api")
    await audience.identity.merge(one, two, "test")
    const later = await visit(laptop)
    const [merge] = await audience.database.rows<{ id: number }>(sql`select id from audience.merge where loser_id = ${two}`)
    await audience.identity.unmerge(merge?.id ?? 0)
    expect(await Promise.all([onPhone, onLaptop, later].map(profileOfEvent))).toEqual([one, two, two])
    expect([await profileOf(phone), await profileOf(laptop)]).toEqual([one, two])
    const attributes = await audience.identity.attributesOf(audience.database, [one, two])
    expect([attributes.get(one), attributes.get(two)]).toEqual([{ gender: "male", points: 1 }, { points: 2 }])
    await expect(audience.identity.unmerge(merge?.id ?? 0)).rejects.toThrow("undone already")
  })

  /** Every row that says whose something is, but for the bookkeeping of merges themselves. */
  async function rows(): Promise<string[]> {
    const tables = await audience.database.rows<{ name: string }>(sql`
      select c.relname as name from pg_class c where c.relnamespace = 'audience'::regnamespace and c.relkind in ('r', 'p')
        and not c.relispartition and c.relname not in ('merge', 'touched', 'setting', 'recent_event')`)
    const found: string[] = []
    for (const { name } of tables) {
      const all = await audience.database.rows<{ row: string }>(sql`select t::text as row from ${raw(`audience.${name}`)} t`)
      found.push(...all.map(({ row }) => `${name} ${row}`))
    }
    return found.sort()
  }
  const mergesOf = (profileId: number): Promise<{ id: number }[]> =>
    audience.database.rows(sql`select id from audience.merge where winner_id = ${profileId} and undone_at is null order by id desc`)

  it("restores every row, also with a second merge in between", async () => {
    const [phone, laptop, tablet] = [randomUUID(), randomUUID(), randomUUID()]
    for (const visitor of [phone, laptop, laptop, tablet]) await visit(visitor, "page_viewed")
    const [one, two, three] = await Promise.all([phone, laptop, tablet].map(profileOf))
    const buyer = guest()
    await audience.identity.tieCart(cart({ cartId: "cart_rows", visitor: laptop, customer: buyer }))
    await audience.identity.setAttributes(one ?? 0, { points: 1, gender: "male" }, "declared")
    await audience.identity.setAttributes(two ?? 0, { points: 2, member_tier: "gold" }, "api")
    await audience.database.execute(sql`update audience.profile set consent_marketing = false where id = ${two}`)
    await audience.database.execute(sql`update audience.profile set internal = true, internal_set = true where id = ${three}`)
    await audience.rollups.fold()
    const before = await rows()
    await audience.identity.merge(one ?? 0, two ?? 0, "test")
    await audience.identity.merge(one ?? 0, three ?? 0, "test")
    expect(await rows()).not.toEqual(before)
    for (const { id } of await mergesOf(one ?? 0)) await audience.identity.unmerge(id)
    expect(await rows()).toEqual(before)
  })

  it("keeps what was said and removed since: a no stays a no for both, a removed value stays away", async () => {
    const [phone, laptop] = [await newVisitor(), await newVisitor()]
    const [one, two] = [await profileOf(phone), await profileOf(laptop)]
    await audience.database.execute(sql`update audience.profile set consent_marketing = true where id in (${one}, ${two})`)
    await audience.identity.setAttributes(one, { points: 1 }, "api")
    await audience.identity.merge(one, two, "test")
    await audience.database.execute(sql`update audience.profile set consent_marketing = false where id = ${one}`)
    await audience.identity.setAttributes(one, { points: null }, "api")
    await audience.identity.unmerge((await mergesOf(one))[0]?.id ?? 0)
    const consents = await audience.database.rows(sql`select consent_marketing from audience.profile where id in (${one}, ${two})`)
    expect(consents).toEqual([{ consent_marketing: false }, { consent_marketing: false }])
    expect((await audience.identity.attributesOf(audience.database, [one])).get(one)).toBeUndefined()
  })

  it("gives back a guest who was first seen on the loser's browser since, but none whom the winner's browser brought", async () => {
    const [phone, laptop, tablet, desktop] = [await newVisitor(), await newVisitor(), await newVisitor(), await newVisitor()]
    const [one, two, three, four] = [await profileOf(phone), await profileOf(laptop), await profileOf(tablet), await profileOf(desktop)]
    await audience.identity.merge(one, two, "test")
    await audience.identity.merge(three, four, "test")
    const [stranger, regular] = [guest(), guest()]
    const placed = async (id: string, visitor: string, by: CustomerRecord): Promise<void> => {
      const at = audience.clock.now()
      await audience.facts.saveOrders([
        {
          ...{ id, display_id: null, cart_id: `cart_${id}`, visitor, customer: by, email: by.email, currency_code: "eur", total: 10 },
          ...{
            placed_at: at,
            canceled_at: null,
            sales_channel_id: null,
            region_id: null,
            promotion_codes: [],
            updated_at: at,
            refunds: [],
          },
          lines: [],
        },
      ])
    }
    await placed("order_stranger", laptop, stranger)
    await placed("order_regular", tablet, regular)
    await placed("order_regular_again", desktop, regular)
    const owners = async (): Promise<unknown> => {
      const orders = await audience.database.rows<{ profile_id: number }>(
        sql`select profile_id from audience.order_fact where id in ('order_stranger', 'order_regular', 'order_regular_again') order by placed_at, id desc`
      )
      return {
        stranger: await profileOfCustomer(stranger.id),
        regular: await profileOfCustomer(regular.id),
        orders: orders.map((row) => row.profile_id),
      }
    }
    expect(await owners()).toEqual({ stranger: one, regular: three, orders: [one, three, three] })
    for (const winner of [one, three]) await audience.identity.unmerge((await mergesOf(winner))[0]?.id ?? 0)
    // The order that the regular placed at the desktop is still the regular's.
    expect(await owners()).toEqual({ stranger: two, regular: three, orders: [two, three, three] })
    expect([await namedCustomer(one), await namedCustomer(two)]).toEqual([null, stranger.id])
  })

  it("asks for the later merge to be undone first", async () => {
    const [one, two, three] = await Promise.all([newVisitor(), newVisitor(), newVisitor()].map(async (visitor) => profileOf(await visitor)))
    await audience.identity.merge(one ?? 0, two ?? 0, "test")
    await audience.identity.merge(one ?? 0, three ?? 0, "test")
    const merges = await audience.database.rows<{ id: number }>(sql`select id from audience.merge where winner_id = ${one} order by id`)
    await expect(audience.identity.unmerge(merges[0]?.id ?? 0)).rejects.toThrow("undo that one first")
    await audience.identity.unmerge(merges[1]?.id ?? 0)
    await audience.identity.unmerge(merges[0]?.id ?? 0)
  })
})

describe("what is written by an id of before a merge or an erasure", () => {
  it("is written for the survivor, and for nobody who was erased", async () => {
    const [one, two, three] = [
      await profileOf(await newVisitor()),
      await profileOf(await newVisitor()),
      await profileOf(await newVisitor()),
    ]
    const [row] = await audience.database.rows<{ public_id: string }>(sql`select public_id from audience.profile where id = ${three}`)
    await audience.identity.merge(one, two, "test")
    await audience.privacy.erase({ profileId: publicProfileId(row?.public_id ?? "") }, { type: "system", id: null })
    expect(await audience.identity.setAttributes(two, { points: 5 }, "api")).toEqual([{ key: "points", stored: true }])
    expect(await audience.identity.setAttributes(three, { points: 5 }, "api")).toMatchObject([{ key: "points", stored: false }])
    for (const given of [two, three]) await audience.identity.setInternal(given, true)
    const values = await audience.database.rows(
      sql`select profile_id, number_value from audience.attribute_value where profile_id in (${one}, ${two}, ${three})`
    )
    expect(values).toEqual([{ profile_id: one, number_value: 5 }])
    expect(await Promise.all([one, three].map((id) => audience.identity.internalOf(id)))).toEqual([
      { internal: true, internal_by: "admin" },
      { internal: false, internal_by: null },
    ])
  })
})

describe("setAttributes", () => {
  const set = async (profileId: number, values: Record<string, unknown>, source: "declared" | "api" = "api") =>
    audience.identity.setAttributes(profileId, values, source)

  it.each<[Record<string, unknown>, string | number | undefined, string | undefined]>([
    [{ age: 41 }, 41, undefined],
    [{ age: "41" }, 41, undefined],
    [{ age: 41.5 }, undefined, "must be whole years from 0 to 130"],
    [{ age: "old" }, undefined, "must be a number"],
    [{ points: -1e15 }, -1e15, undefined],
    [{ points: 1.1e15 }, undefined, "must be a number from -10^15 to 10^15"],
    [{ points: 1e308 }, undefined, "must be a number from -10^15 to 10^15"],
    [{ gender: "FEMALE" }, "female", undefined],
    [{ gender: "unknown" }, undefined, "must be one of female, male, other"],
    [{ birthday: "1980-02-29" }, "1980-02-29", undefined],
    [{ birthday: "1981-02-29" }, undefined, "must be a day as YYYY-MM-DD"],
    // PostgreSQL has no year 0: it would refuse the statement, and a visitor's task with it again and again.
    [{ birthday: "0000-01-01" }, undefined, "must be a day as YYYY-MM-DD"],
    [{ birthday: "2027-01-01" }, undefined, "must not be in the future"],
    [{ member_id: "M-1" }, "M-1", undefined],
    [{ member_id: "undefined" }, undefined, '"undefined" is no value'],
    [{ shoe_size: 42 }, undefined, 'there is no attribute "shoe_size"'],
  ])("%p → %p %p", async (values, value, reason) => {
    const profileId = await audience.identity.saveCustomer(customer())
    const key = Object.keys(values)[0] ?? ""
    expect(await set(profileId, values)).toEqual([reason ? { key, stored: false, reason } : { key, stored: true }])
    expect((await audience.identity.attributesOf(audience.database, [profileId])).get(profileId)?.[key]).toEqual(value)
  })

  it("never puts a declared value in place of a verified one, but a verified one in place of a declared one", async () => {
    const profileId = await audience.identity.saveCustomer(customer())
    await set(profileId, { points: 1 }, "declared")
    await set(profileId, { points: 2 })
    expect(await set(profileId, { points: 3 }, "declared")).toEqual([{ key: "points", stored: false, reason: "a verified value stands" }])
    expect(await set(profileId, { points: null }, "declared")).toEqual([
      { key: "points", stored: false, reason: "a verified value stands" },
    ])
    expect((await audience.identity.attributesOf(audience.database, [profileId])).get(profileId)).toEqual({ points: 2 })
    expect(await set(profileId, { points: null })).toEqual([{ key: "points", stored: true }])
    expect((await audience.identity.attributesOf(audience.database, [profileId])).get(profileId)).toBeUndefined()
  })

  it("takes declared values only where the attribute allows them", async () => {
    await audience.database.execute(sql`update audience.attribute set verified_only = true where key = 'member_tier'`)
    const profileId = await audience.identity.saveCustomer(customer())
    expect(await set(profileId, { member_tier: "gold" }, "declared")).toEqual([
      { key: "member_tier", stored: false, reason: "takes verified values only" },
    ])
    expect(await set(profileId, { member_tier: "gold" })).toEqual([{ key: "member_tier", stored: true }])
    await audience.database.execute(sql`update audience.attribute set verified_only = false where key = 'member_tier'`)
  })

  it("lets age follow the birthday, in the shop's time zone", async () => {
    const tokyo = createAudience({ ...audience, options: { ...audience.options, timeZone: "Asia/Tokyo" } })
    const profileId = await audience.identity.saveCustomer(customer())
    await set(profileId, { age: 99, birthday: "2000-11-24" })
    audience.clock.set("2026-11-23T15:00:00.000Z")
    expect((await audience.identity.attributesOf(audience.database, [profileId])).get(profileId)?.age).toBe(25)
    expect((await tokyo.identity.attributesOf(audience.database, [profileId])).get(profileId)?.age).toBe(26)
  })
})
