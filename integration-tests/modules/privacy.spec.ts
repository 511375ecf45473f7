import { randomUUID } from "node:crypto"
import sql, { raw } from "sql-template-tag"
import type { AuditActor, CollectAnswer, ErasureReceipt, RuleGroup, WireEvent } from "../../src/contract"
import type { CartRecord, OrderRecord } from "../../src/modules/audience/facts"
import type { CustomerRecord } from "../../src/modules/audience/identity"
import { fromBytes } from "../../src/modules/audience/lib/bitmap"
import { createTestAudience, type TestAudience } from "../support/audience"

const NOW = "2026-11-23T12:00:00.000Z"
const DAY_MS = 86_400_000
const CHROME = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36"
const OFFICER: AuditActor = { type: "user", id: "user_officer" }
const EVERYBODY: RuleGroup = { match: "all", rules: [] }

let audience: TestAudience
let customers = 0

beforeEach(async () => {
  audience = await createTestAudience({ now: NOW, options: { retention: { events: 30, profilesInactive: 60 } } })
})
afterEach(async () => {
  await audience.collection.stop()
  await audience.database.drop()
})

function customer(of: Partial<CustomerRecord> = {}): CustomerRecord {
  const id = `cus_privacy_${++customers}`
  return {
    ...{ id, email: `${id}@people.test`, first_name: "Ada", last_name: "Privacy", phone: null, has_account: true, group_ids: [] },
    ...{ metadata: null, created_at: new Date("2026-11-01T00:00:00Z"), updated_at: new Date("2026-11-01T00:00:00Z"), deleted_at: null },
    ...of,
  }
}

async function send(visitor: string, events: Partial<WireEvent>[]): Promise<CollectAnswer> {
  const now = audience.clock.now().toISOString()
  const outcome = await audience.collection.collect({
    body: {
      ...{ key: "pk_1", visitor, sent_at: now },
      events: events.map((event) => ({
        id: randomUUID(),
        name: "page_viewed",
        at: now,
        session: randomUUID(),
        url: "https://shop.test/secret",
        ...event,
      })),
    },
    ...{ userAgent: CHROME, headers: {}, isKnownKey: () => true },
  })
  if (outcome.status !== 202) throw new Error(`collect answered ${outcome.status}`)
  return outcome.body
}

const order = (id: string, of: CustomerRecord, given: Partial<OrderRecord> = {}): OrderRecord => ({
  ...{ id, display_id: 1, cart_id: null, visitor: null, customer: of, email: of.email, currency_code: "eur", total: 50 },
  ...{ placed_at: audience.clock.now(), canceled_at: null, sales_channel_id: null, region_id: null, promotion_codes: [] },
  ...{ updated_at: audience.clock.now(), refunds: [{ id: `ref_${id}`, amount: 5, refunded_at: audience.clock.now() }] },
  lines: [{ id: `line_${id}`, product_id: null, variant_id: null, title: "Lamp", quantity: 1, returned_quantity: 0, total: 50 }],
  ...given,
})

const cart = (id: string, of: CustomerRecord | null, given: Partial<CartRecord> = {}): CartRecord => ({
  ...{ id, visitor: null, customer: of, email: of?.email ?? null, currency_code: "eur", total: 20, created_at: audience.clock.now() },
  ...{ touched_at: audience.clock.now(), completed_at: null, deleted_at: null },
  lines: [{ id: `line_${id}`, product_id: null, variant_id: null, title: "Lamp", quantity: 1, total: 20 }],
  ...given,
})

interface Person {
  customer: CustomerRecord
  visitor: string
  publicId: string
  /** What a row of theirs would contain. */
  traces: string[]
}

/** Somebody with a row in every table: two browsers that became one profile, traits, an order with a refund, an open cart, a waiting task. */
async function person(): Promise<Person> {
  const who = customer()
  const [visitor, phone] = [randomUUID(), randomUUID()]
  const names = { order: `order_${who.id}`, cart: `cart_${who.id}`, linked: `cart_of_${visitor}` }
  await send(visitor, [{}, { name: "cart_linked", properties: { cart_id: names.linked } }])
  await send(phone, [{}])
  await audience.identity.identifyCustomer({ visitor: phone, customer: who })
  const { profileId, publicId } = await audience.identity.identifyCustomer({ visitor, customer: who, traits: { age: 40 } })
  await audience.identity.runTasks()
  await audience.facts.saveOrders([order(names.order, who)])
  await audience.facts.saveCarts([cart(names.cart, who)])
  await audience.identity.setAttributes(profileId, { member_id: `M-${who.id}` }, "api")
  await audience.rollups.fold()
  await send(visitor, [{ name: "identified", properties: {}, ...({ properties: { traits: { gender: "female" } } } as object) }])
  return { customer: who, visitor, publicId, traces: [who.id, visitor, phone, publicId.slice("aprof_".length)] }
}

/** The tables that have a row with one of these texts in it. */
async function tablesWith(texts: string[]): Promise<string[]> {
  const tables = await audience.database.rows<{ name: string }>(sql`
    select table_name as name from information_schema.tables where table_schema = 'audience' and table_type = 'BASE TABLE' order by 1`)
  const patterns = texts.map((text) => `%${text}%`)
  const found: string[] = []
  for (const { name } of tables) {
    const rows = await audience.database.rows(sql`
      select from audience.${raw(name)} t where replace(t::text, '-', '') ilike any(${patterns.map((one) => one.replaceAll("-", ""))}::text[]) limit 1`)
    if (rows.length > 0) found.push(name)
  }
  return found
}

/** All rows that name the person, by table, to compare two moments. */
async function rowsOf({ publicId }: Person): Promise<string> {
  const { records } = await audience.privacy.dataOf({ profileId: publicId }, OFFICER)
  return JSON.stringify(records)
}

const erase = ({ publicId }: Person): Promise<ErasureReceipt> => audience.privacy.erase({ profileId: publicId }, OFFICER)

async function changedIds(): Promise<number[]> {
  const rows = await audience.database.rows<{ entered: Buffer; left_members: Buffer }>(
    sql`select entered, left_members from audience.segment_change`
  )
  return rows.flatMap(({ entered, left_members }) => [...fromBytes(entered).toArray(), ...fromBytes(left_members).toArray()])
}

describe("erase", () => {
  it("leaves no row of the person in any table, says what it removed, and touches nobody else", async () => {
    const [ben, ada] = [await person(), await person()]
    const before = await rowsOf(ben)
    await audience.database.execute(sql`
      insert into audience.import_row (import_id, number, line, cells) values
        ('aimp_1', 1, 2, ${[` ${ada.customer.email?.toUpperCase()} `, "gold"]}::text[]), ('aimp_1', 2, 3, ${["other@people.test", "gold"]}::text[])`)
    await audience.database.execute(sql`insert into audience.import_refusal values ('aimp_1', 2, 'email', ${ada.customer.email}, 'twice')`)
    expect(await tablesWith(ada.traces)).toEqual(
      expect.arrayContaining([
        "attribute_value",
        "cart",
        "cart_line",
        "cart_visitor",
        "customer",
        "order_fact",
        "order_line",
        "profile",
        "refund",
        "visitor",
      ])
    )
    audience.clock.advance(1000)
    const receipt = await erase(ada)
    expect(receipt).toMatchObject({ profile_id: ada.publicId, erased_at: audience.clock.now().toISOString(), remaining: 0 })
    // Two browsers on one day, whose profiles became one; the last event is not folded, its trait not stored yet.
    expect(receipt.removed).toEqual({
      ...{
        attribute_value: 2,
        cart: 1,
        cart_line: 1,
        cart_visitor: 1,
        customer: 1,
        event: 4,
        identity_task: 1,
        merge: 1,
        import_refusal: 1,
        import_row: 1,
      },
      ...{ order_fact: 1, order_line: 1, refund: 1, profile: 2, profile_day: 2, profile_state: 1, session: 3, visitor: 2 },
    })
    expect(receipt.removed_total).toBe(Object.values(receipt.removed).reduce((sum, rows) => sum + rows))
    expect(await tablesWith(ada.traces)).toEqual(["audit_log"])
    expect(await rowsOf(ben)).toBe(before)
    await expect(erase(ada)).rejects.toThrow(`Profile with id: ${ada.publicId} was not found`)
    expect(await audience.reports.total()).toBe(1)
  })

  it("takes the person out of memberships and of every past change, and no evaluation brings it back", async () => {
    const ada = await person()
    const profileId = (await audience.identity.profileIdOf(ada.publicId))!
    const segment = await audience.segments.create({ name: "Everybody", rule: EVERYBODY })
    await audience.membership.tick()
    const ben = await person()
    const benId = (await audience.identity.profileIdOf(ben.publicId))!
    await audience.membership.tick()
    expect((await audience.membership.members(segment.id)).toArray()).toEqual([profileId, benId])

    audience.clock.advance(60_000)
    const receipt = await erase(ada)
    expect(receipt.removed).toMatchObject({ segment: 1, segment_change: 1 })
    expect((await audience.membership.members(segment.id)).toArray()).toEqual([benId])
    for (let round = 0; round < 2; round++) {
      audience.clock.advance(1000)
      await audience.membership.tick()
      expect((await audience.membership.members(segment.id)).toArray()).toEqual([benId])
    }
    expect(await changedIds()).toEqual([benId])
    expect((await audience.segments.get(segment.id)).members_count).toBe(1)
  })

  it("refuses what the browser still has in its queue, and takes a later visit for somebody new", async () => {
    const ada = await person()
    await audience.rollups.fold()
    const before = audience.clock.now().toISOString()
    audience.clock.advance(60_000)
    await erase(ada)
    audience.clock.advance(60_000)
    const refused = { reason: "visitor: was erased after this event" }
    expect(await send(ada.visitor, [{ at: before }])).toEqual({ accepted: 0, duplicates: 0, rejected: [{ index: 0, ...refused }] })
    expect(await tablesWith([ada.visitor])).toEqual([])

    expect(await send(ada.visitor, [{ name: "No" }, { at: before }, {}])).toMatchObject({
      accepted: 1,
      rejected: [{ index: 0 }, { index: 1, ...refused }],
    })
    expect(await send(ada.visitor, [{ at: before }])).toMatchObject({ accepted: 0, rejected: [{ index: 0, ...refused }] })
    const [batches] = await audience.database.rows(sql`select count(*) as batches, sum(events) as events from audience.event_batch`)
    expect(batches).toEqual({ batches: 1, events: 1 })
    await audience.rollups.fold()
    const [profile] = await audience.database.rows<{ events: number; customer_id: string | null }>(sql`
      select events, customer_id from audience.profile_state s join audience.profile p on p.id = s.profile_id where p.erased_at is null`)
    expect(profile).toEqual({ events: 1, customer_id: null })
  })

  it("keeps away what Medusa still has of the person, until they order again", async () => {
    const ada = await person()
    const former = [order(`order_${ada.customer.id}`, ada.customer), order(`order_uncopied_${ada.customer.id}`, ada.customer)]
    const left = [cart(`cart_${ada.customer.id}`, ada.customer), cart(`cart_of_${ada.visitor}`, null)]
    audience.clock.advance(60_000)
    await erase(ada)
    audience.clock.advance(60_000)

    const copyAll = async (): Promise<void> => {
      await audience.facts.saveCustomers([{ ...ada.customer, phone: "1", updated_at: audience.clock.now() }])
      await audience.identity.saveCustomer({ ...ada.customer, deleted_at: audience.clock.now() })
      await audience.facts.saveOrders(former)
      await audience.facts.saveCarts(left)
    }
    await copyAll()
    expect(await tablesWith(ada.traces)).toEqual(["audit_log"])
    const asked = former.map(({ id, placed_at: at }) => ({ id, at, customerId: ada.customer.id }))
    expect(await audience.facts.erasedRecords("order", asked)).toEqual(new Set(former.map(({ id }) => id)))

    await audience.facts.saveOrders([order(`order_new_${ada.customer.id}`, ada.customer)])
    await copyAll()
    const orders = await audience.database.rows(
      sql`select o.id, p.customer_id from audience.order_fact o join audience.profile p on p.id = o.profile_id`
    )
    expect(orders).toEqual([{ id: `order_new_${ada.customer.id}`, customer_id: ada.customer.id }])
    expect(await audience.database.rows(sql`select id from audience.cart`)).toEqual([])
  })

  it("forgets a signed-in customer by the customer's id, also one whom nobody has copied yet", async () => {
    const ada = await person()
    const own: AuditActor = { type: "customer", id: ada.customer.id }
    expect(await audience.privacy.erase({ customerId: ada.customer.id }, own)).toMatchObject({ profile_id: ada.publicId, remaining: 0 })
    const unknown = customer()
    expect(await audience.privacy.erase({ customerId: unknown.id }, own)).toMatchObject({ profile_id: null, removed: {}, removed_total: 0 })
    await audience.facts.saveCustomers([unknown])
    expect(await tablesWith([unknown.id])).toEqual([])
  })

  it("lets nothing through that is being recorded meanwhile", async () => {
    const ada = await person()
    const profileId = (await audience.identity.profileIdOf(ada.publicId))!
    const writes = Array.from({ length: 20 }, () =>
      Promise.all([send(ada.visitor, [{}]), audience.facts.saveOrders([order(`order_${randomUUID()}`, ada.customer)])])
    )
    await Promise.all([...writes.slice(0, 10), erase(ada), ...writes.slice(10)])
    await audience.identity.runTasks()
    await audience.rollups.fold()
    for (const table of ["event", "session", "profile_day", "order_fact", "order_line", "customer", "visitor", "profile_state"]) {
      const rows = await audience.database.rows(sql`select from audience.${raw(table)} where profile_id = ${profileId}`)
      expect({ table, rows: rows.length }).toEqual({ table, rows: 0 })
    }
  })
})

describe("dataOf", () => {
  it("answers everything in words that the person can read, and notes who asked", async () => {
    const ada = await person()
    const segment = await audience.segments.create({ name: "Everybody", rule: EVERYBODY })
    await audience.membership.tick()
    const data = await audience.privacy.dataOf({ customerId: ada.customer.id }, OFFICER)
    expect(data).toMatchObject({
      profile_id: ada.publicId,
      consent: { analytics: null, personalization: null, marketing: null },
      attributes: [
        { key: "age", label: "Age", value: 40, source: "declared" },
        { key: "member_id", value: `M-${ada.customer.id}`, source: "api" },
      ],
      segments: [{ id: segment.id, name: "Everybody", since: NOW }],
      records: {
        customer: [{ id: ada.customer.id, email: ada.customer.email }],
        order_fact: [{ id: `order_${ada.customer.id}`, total: 50 }],
        order_line: [{ title: "Lamp" }],
        cart: [{ id: `cart_${ada.customer.id}` }],
      },
    })
    expect(data.records.event).toHaveLength(4)
    expect(data.records.event?.[0]).toMatchObject({
      name: "page_viewed",
      page: { host: "shop.test", path: "/secret" },
      context: { browser: "Chrome" },
    })
    expect(data.records.visitor?.map(({ uuid }) => uuid)).toContain(ada.visitor)
    expect(JSON.stringify(data.records)).not.toMatch(/"(profile|visitor|batch|page|name)_id"/)
    expect((await audience.privacy.auditLog({ limit: 10, offset: 0 })).entries).toMatchObject([
      { action: "profile.exported", actor: OFFICER, subject: ada.publicId },
    ])
  })

  it("answers a customer without a profile that nothing is kept", async () => {
    const nobody = { profile_id: null, consent: null, attributes: [], segments: [], records: {} }
    expect(await audience.privacy.dataOf({ customerId: "cus_unknown" }, OFFICER)).toMatchObject(nobody)
    await expect(audience.privacy.dataOf({ profileId: "aprof_x" }, OFFICER)).rejects.toThrow("Profile with id: aprof_x was not found")
  })
})

describe("auditLog", () => {
  it("answers the newest first, by page, action and subject", async () => {
    for (const subject of ["aseg_1", "aseg_2", "aseg_3"]) {
      await audience.privacy.record({ action: "people.exported", actor: OFFICER, subject, detail: { fields: ["attribute.email"] } })
    }
    await audience.privacy.record({ action: "share.created", actor: { type: "system", id: null }, subject: "aseg_1" })
    const log = (query: object) => audience.privacy.auditLog({ limit: 10, offset: 0, ...query })
    expect(await log({ limit: 2, offset: 1 })).toMatchObject({ count: 4, entries: [{ subject: "aseg_3" }, { subject: "aseg_2" }] })
    expect(await log({ action: "share.created" })).toMatchObject({
      count: 1,
      entries: [{ actor: { type: "system", id: null }, detail: {} }],
    })
    expect((await log({ subject: "aseg_1" })).count).toBe(2)
  })
})

describe("applyRetention", () => {
  const at = (daysAgo: number): Date => new Date(new Date(NOW).getTime() - daysAgo * DAY_MS)

  /** A browser that was last there so many days ago. */
  async function seen(daysAgo: number): Promise<string> {
    const visitor = randomUUID()
    audience.clock.set(at(daysAgo))
    await send(visitor, [{}])
    await audience.rollups.fold()
    return visitor
  }
  const known = async (visitor: string): Promise<boolean> => (await tablesWith([visitor])).length > 0
  const events = async (): Promise<number> =>
    (await audience.database.rows<{ count: number }>(sql`select count(*) as count from audience.event`))[0]?.count ?? 0

  it("deletes old events and keeps what they were folded into", async () => {
    for (const daysAgo of [100, 40, 30, 29, 0]) await seen(daysAgo)
    audience.clock.set(NOW)
    // A full day is kept on the 29th day before today and later: 30 days with today.
    expect(await audience.privacy.applyRetention()).toEqual({ events: 3, profiles: 1 })
    expect(await events()).toBe(2)
    const [days] = await audience.database.rows(sql`select count(*) as count from audience.profile_day`)
    expect(days).toEqual({ count: 4 })
    expect(await audience.database.rows(sql`select to_regclass('audience.event_2026_08') as gone`)).toEqual([{ gone: null }])
    expect(await audience.privacy.applyRetention()).toEqual({ events: 0, profiles: 0 })
    expect((await audience.privacy.auditLog({ limit: 10, offset: 0 })).entries).toMatchObject([
      { action: "retention.applied", actor: { type: "system", id: null }, detail: { events: 3, profiles: 1 } },
    ])
  })

  it("forgets whoever was not there for long, unless Medusa knows them or they did something since", async () => {
    const [gone, recent, attributed] = [await seen(61), await seen(59), await seen(70)]
    const signedIn = await seen(90)
    await audience.identity.identifyCustomer({ visitor: signedIn, customer: customer() })
    const left = await seen(80)
    await audience.identity.identifyCustomer({ visitor: left, customer: customer({ deleted_at: at(70) }) })
    audience.clock.set(NOW)
    const id = (await audience.identity.visitorOf(attributed))!.profileId
    await audience.identity.setAttributes(id, { points: 3 }, "api")

    expect((await audience.privacy.applyRetention()).profiles).toBe(2)
    expect(await Promise.all([gone, recent, attributed, signedIn, left].map(known))).toEqual([false, true, true, true, false])
  })

  it("ends what an erasure left to do, and forgets the empty rows and the browser after their time", async () => {
    const ada = await person()
    const profileId = (await audience.identity.profileIdOf(ada.publicId))!
    await audience.segments.create({ name: "Everybody", rule: EVERYBODY })
    await audience.membership.tick()
    audience.clock.advance(1000)
    await erase(ada)
    // As a write that had begun before the erasure and a process that died in it would leave them.
    await audience.database.execute(sql`insert into audience.profile_day values (${profileId}, '2026-11-23', 1, 1, 1, 1, 0, 0, 0, 0, 0)`)
    const erasedRows = async (): Promise<number> =>
      (await audience.database.rows(sql`select from audience.profile where erased_at is not null`)).length
    const visitors = async (): Promise<number> =>
      (await audience.database.rows(sql`select from audience.erased where kind = 'visitor'`)).length

    await audience.privacy.applyRetention()
    expect(await audience.database.rows(sql`select from audience.profile_day where profile_id = ${profileId}`)).toEqual([])
    expect([await erasedRows(), await visitors()]).toEqual([2, 2])
    audience.clock.advance(2 * DAY_MS)
    await audience.privacy.applyRetention()
    expect([await erasedRows(), await visitors()]).toEqual([0, 2])
    audience.clock.advance(7 * DAY_MS)
    await audience.privacy.applyRetention()
    expect(await visitors()).toBe(0)
  })
})
