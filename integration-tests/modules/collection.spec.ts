import { randomUUID } from "node:crypto"
import { Client } from "pg"
import sql from "sql-template-tag"
import type { CollectBody, WireEvent } from "../../src/contract"
import type { CollectOutcome, CollectRequest } from "../../src/modules/audience/collection"
import { createAudience } from "../../src/modules/audience/audience"
import { createTestAudience, type TestAudience } from "../support/audience"

const NOW = "2026-11-23T12:00:00.000Z"
const CHROME = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36"

let audience: TestAudience
/** The clock of the browsers in these tests. */
let sentAt = NOW

function setClocks(at: string): void {
  audience.clock.set(at)
  sentAt = at
}

beforeAll(async () => {
  audience = await createTestAudience({ now: NOW })
})
afterAll(async () => {
  await audience.collection.stop()
  await audience.database.drop()
})
beforeEach(() => setClocks(NOW))

function event(of: Partial<WireEvent> = {}): WireEvent {
  return { id: randomUUID(), name: "page_viewed", at: NOW, session: randomUUID(), url: "https://shop.test/", title: "Shop", ...of }
}

function body(events: unknown[], of: Partial<Record<keyof CollectBody, unknown>> = {}): unknown {
  return { key: "pk_known", visitor: randomUUID(), sent_at: sentAt, events, ...of }
}

function collect(
  given: unknown,
  of: Partial<CollectRequest> = {},
  through: Pick<TestAudience, "collection"> = audience
): Promise<CollectOutcome> {
  return through.collection.collect({ body: given, userAgent: CHROME, headers: {}, isKnownKey: (key) => key === "pk_known", ...of })
}

interface StoredEvent {
  at: Date
  name: string
  host: string | null
  path: string | null
  title: string | null
  referrer: string | null
  source: string | null
  seconds: number | null
  product_id: string | null
  query: string | null
  properties: Record<string, unknown> | null
  batch_id: number
  visitor_id: number
  profile_id: number
  country: string | null
  region: string | null
  city: string | null
  device_type: string | null
}

async function stored(id: string): Promise<StoredEvent | undefined> {
  const rows = await audience.database.rows<StoredEvent & Record<string, unknown>>(sql`
    select event.*, name, host, path, title, referrer.url as referrer, source.source, country, region, city, device_type
    from audience.event
      join audience.event_name on event_name.id = name_id
      left join audience.page on page.id = page_id
      left join audience.referrer on referrer.id = referrer_id
      left join audience.source on source.id = source_id
      left join audience.context on context.id = context_id
    where event.id = ${id}`)
  return rows[0]
}

async function countStored(ids: string[]): Promise<number> {
  const [row] = await audience.database.rows<{ count: number }>(
    sql`select count(*) as count from audience.event where id = any(${ids}::uuid[])`
  )
  return row?.count ?? 0
}

const accepted = (count: number, duplicates = 0): CollectOutcome => ({ status: 202, body: { accepted: count, duplicates, rejected: [] } })

/** A connection of its own, to stand in the way of a batch. */
async function obstacle(statement: string): Promise<{ release(): Promise<void>; waiting(): Promise<number[]> }> {
  const client = new Client({ connectionString: audience.database.url })
  await client.connect()
  await client.query("begin")
  await client.query(statement)
  const waiting = async (): Promise<number[]> => {
    const { rows } = await client.query<{ pid: number }>(
      "select pid from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock' and application_name = 'audience'"
    )
    return rows.map(({ pid }) => pid)
  }
  return {
    waiting,
    release: async () => {
      await client.query("rollback")
      await client.end()
    },
  }
}

async function until(check: () => Promise<boolean>): Promise<void> {
  while (!(await check())) await new Promise((resolve) => setTimeout(resolve, 10))
}

describe("the answer of collect", () => {
  it("is 202 after the events are committed", async () => {
    const one = event()
    expect(await collect(body([one]))).toEqual(accepted(1))
    expect(await countStored([one.id])).toBe(1)
  })

  it("takes text as beacons send it", async () => {
    expect(await collect(JSON.stringify(body([event()])))).toEqual(accepted(1))
  })

  it.each<[string, unknown, string]>([
    ["no JSON", "{", "body: must be JSON"],
    ["no object", "[]", "body: must be an object"],
    ["nothing", undefined, "body: must be an object"],
    ["no key", { visitor: randomUUID() }, "key: must be the shop's publishable API key (pk_…)"],
    ["no visitor", { key: "pk_known" }, "visitor: must be a UUID"],
    ["no events", { key: "pk_known", visitor: randomUUID(), sent_at: NOW }, "events: must be a list of at most 100 events"],
    ["events that are no list", body([], { events: {} }), "events: must be a list of at most 100 events"],
    ["a context that is text", body([], { context: "x" }), "context: must be an object"],
    ["a screen that is a number", body([], { context: { screen: 1 } }), "context.screen: must be text"],
    ["consent that is text", body([], { consent: { analytics: "yes" } }), "consent.analytics: must be true or false"],
    [
      "a time without zone",
      body([], { sent_at: "2026-11-23T12:00:00" }),
      "sent_at: must be a time in ISO 8601 with its zone, such as 2026-11-23T09:00:00.000Z",
    ],
  ])("is 400 for %s", async (_, given, message) => {
    expect(await collect(given)).toEqual({ status: 400, message })
  })

  it.each(["null", "undefined", "[object Object]", "", "00000000-0000-0000-0000-000000000000", "ffffffff-ffff-ffff-ffff-ffffffffffff", 1])(
    "is 400 for the visitor %p",
    async (visitor) => {
      expect(await collect(body([event()], { visitor }))).toMatchObject({
        status: 400,
        message: expect.stringMatching(/^visitor: /) as string,
      })
    }
  )

  it("is 413 for more than 100 events and for more than 128 KiB, before anything else is looked at", async () => {
    const many = Array.from({ length: 101 }, () => event())
    expect(await collect(body(many))).toMatchObject({ status: 413 })
    expect(await collect(`{"key": "${"x".repeat(128 * 1024)}`)).toMatchObject({ status: 413 })
    expect(await collect(body(many.slice(1)))).toEqual(accepted(100))
  })

  it("is 401 for an unknown key", async () => {
    expect(await collect(body([event()], { key: "pk_other" }))).toMatchObject({ status: 401 })
  })

  it("is 204 for bots, and nothing is stored", async () => {
    for (const userAgent of [
      "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)",
      "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/131.0.0.0 Safari/537.36",
      "curl/8.5.0",
      "python-requests/2.32",
    ]) {
      const one = event()
      expect(await collect(body([one]), { userAgent })).toEqual({ status: 204 })
      expect(await countStored([one.id])).toBe(0)
    }
    expect(await collect(body([event()]), { headers: { "sec-ch-ua": '"HeadlessChrome";v="131", "Chromium";v="131"' } })).toEqual({
      status: 204,
    })
  })

  it("is 429 beyond 300 requests of one visitor at once, and 10 more for each second that passes", async () => {
    const visitor = randomUUID()
    for (let sent = 0; sent < 300; sent++) expect((await collect(body([], { visitor }))).status).toBe(202)
    expect(await collect(body([], { visitor }))).toMatchObject({ status: 429, retryAfterSeconds: 1 })
    expect((await collect(body([]))).status).toBe(202)
    audience.clock.advance(1000)
    for (let sent = 0; sent < 10; sent++) expect((await collect(body([], { visitor }))).status).toBe(202)
    expect((await collect(body([], { visitor }))).status).toBe(429)
  })

  it("is 429 while more events wait than the queue holds", async () => {
    const lock = await obstacle("lock table audience.recent_event in access exclusive mode")
    const answers: Promise<CollectOutcome>[] = []
    // The first batch is taken out of the queue, 20,000 events fill it, and one more finds no room.
    answers.push(collect(body([event()])))
    await until(async () => (await lock.waiting()).length > 0)
    for (let request = 0; request < 201; request++) answers.push(collect(body(Array.from({ length: 100 }, () => event()))))
    await until(async () => (await Promise.race([answers[201], Promise.resolve(null)])) !== null)
    await lock.release()
    const outcomes = await Promise.all(answers)
    expect(outcomes.slice(0, 201).map(({ status }) => status)).toEqual(Array.from({ length: 201 }, () => 202))
    expect(outcomes[201]).toMatchObject({ status: 429, retryAfterSeconds: 2 })
  })
})

describe("consent", () => {
  const signals = [{ "sec-gpc": "1" }, { dnt: "1" }]

  it("forbids everything when the visitor refuses analytics", async () => {
    expect(await collect(body([event()], { consent: { analytics: false, personalization: true } }))).toEqual({ status: 204 })
  })

  it("under opt_out, obeys Global Privacy Control and Do Not Track", async () => {
    for (const headers of signals) expect(await collect(body([event()]), { headers })).toEqual({ status: 204 })
    expect(await collect(body([event()]), { headers: { dnt: "0" } })).toEqual(accepted(1))
  })

  it("under opt_in, waits for the visitor's yes, which stands before a browser's signal", async () => {
    const strict = createAudience({ ...audience, options: { ...audience.options, consent: "opt_in" } })
    expect(await collect(body([event()]), {}, strict)).toEqual({ status: 204 })
    expect(await collect(body([event()], { consent: { marketing: true } }), {}, strict)).toEqual({ status: 204 })
    expect(await collect(body([event()], { consent: { analytics: true } }), { headers: { dnt: "1" } }, strict)).toEqual(accepted(1))
  })

  it("is kept with the profile, and changed when the visitor changes it", async () => {
    const visitor = randomUUID()
    const consents = (): Promise<Record<string, unknown>[]> =>
      audience.database.rows(sql`
        select consent_analytics, consent_personalization, consent_marketing from audience.profile
        join audience.visitor on visitor.profile_id = profile.id where visitor.uuid = ${visitor}`)
    await collect(body([event()], { visitor, consent: { analytics: true, personalization: true } }))
    expect(await consents()).toEqual([{ consent_analytics: true, consent_personalization: true, consent_marketing: null }])
    await collect(body([event()], { visitor, consent: { analytics: true, personalization: false, marketing: true } }))
    expect(await consents()).toEqual([{ consent_analytics: true, consent_personalization: false, consent_marketing: true }])
    await collect(body([event()], { visitor }))
    expect(await consents()).toEqual([{ consent_analytics: true, consent_personalization: false, consent_marketing: true }])
  })

  it("is changed by a request without events, and makes nobody known", async () => {
    const visitor = randomUUID()
    const marketing = (): Promise<Record<string, unknown>[]> =>
      audience.database.rows(sql`
        select consent_marketing from audience.profile join audience.visitor on visitor.profile_id = profile.id where visitor.uuid = ${visitor}`)
    const word = (allowed: boolean): unknown => body([], { visitor, consent: { analytics: true, marketing: allowed } })
    expect(await collect(word(true))).toEqual(accepted(0))
    expect(await marketing()).toEqual([])
    await collect(body([event()], { visitor, consent: { analytics: true, marketing: true } }))
    expect(await collect(word(false))).toEqual(accepted(0))
    expect(await marketing()).toEqual([{ consent_marketing: false }])
  })

  it("is kept when a known visitor withdraws it, after what they sent before, and makes nobody known", async () => {
    const visitor = randomUUID()
    const state = (): Promise<Record<string, unknown>[]> =>
      audience.database.rows(sql`
        select consent_analytics, consent_marketing, (select count(*)::int from audience.event where profile_id = profile.id) as events
        from audience.profile join audience.visitor on visitor.profile_id = profile.id where visitor.uuid = ${visitor}`)
    const refused = { analytics: false, marketing: false }
    expect(await collect(body([], { visitor, consent: refused }))).toEqual({ status: 204 })
    expect(await state()).toEqual([])
    const answers = await Promise.all([
      collect(body([event()], { visitor, consent: { analytics: true, marketing: true } })),
      collect(body([], { visitor, consent: refused })),
    ])
    expect(answers).toEqual([accepted(1), { status: 204 }])
    expect(await state()).toEqual([{ consent_analytics: false, consent_marketing: false, events: 1 }])
    await collect(body([event()], { visitor, consent: { analytics: true } }))
    expect(await state()).toEqual([{ consent_analytics: true, consent_marketing: false, events: 2 }])
  })
})

describe("an event", () => {
  it.each<[string, Record<string, unknown>, string]>([
    ["an id that is no UUID", { id: "1" }, "id: must be a UUID"],
    ["the nil UUID", { id: "00000000-0000-0000-0000-000000000000" }, "id: must be a UUID of its own, not the nil or max UUID"],
    ["a name in capitals", { name: "Page Viewed" }, "name: must match ^[a-z][a-z0-9_]{0,63}$"],
    ["a name of 65 letters", { name: "a".repeat(65) }, "name: must match ^[a-z][a-z0-9_]{0,63}$"],
    ["a junk session", { session: "undefined" }, "session: must be a UUID"],
    ["a day for a time", { at: "2026-11-23" }, "at: must be a time in ISO 8601 with its zone, such as 2026-11-23T09:00:00.000Z"],
    ["more than 7 days of age", { at: "2026-11-16T11:59:59.999Z" }, "at: must not be older than 7 days"],
    ["another kind of address", { url: "file:///etc/passwd" }, "url: must be an http or https address"],
    ["nested properties", { properties: { a: { b: 1 } } }, "properties.a: must be text, a number, true or false, or a list of texts"],
    ["a list of numbers", { properties: { a: [1] } }, "properties.a: must be text, a number, true or false, or a list of texts"],
    ["a long text", { properties: { a: "x".repeat(1025) } }, "properties.a: must not exceed 1024 characters"],
    [
      "65 keys",
      { properties: Object.fromEntries(Array.from({ length: 65 }, (_, key) => [`k${key}`, 1])) },
      "properties: must not have more than 64 keys",
    ],
    [
      "a junk cart",
      { name: "cart_linked", properties: { cart_id: "undefined" } },
      "properties.cart_id: must be the id of a record of the shop",
    ],
    ["no cart", { name: "cart_linked" }, "properties.cart_id: must be the id of a record of the shop"],
    [
      "a junk product",
      { name: "product_viewed", properties: { product_id: "[object Object]" } },
      "properties.product_id: must be the id of a record of the shop",
    ],
    ["seconds as text", { name: "page_engaged", properties: { seconds: "10" } }, "properties.seconds: must be a number of seconds"],
    ["traits that are text", { name: "identified", properties: { traits: "x" } }, "properties.traits: must be an object"],
  ])("is rejected for %s, alone and with the place", async (_, fault, reason) => {
    const right = event()
    const outcome = await collect(body([right, { ...event(), ...fault }]))
    expect(outcome).toEqual({ status: 202, body: { accepted: 1, duplicates: 0, rejected: [{ index: 1, reason: `events[1].${reason}` }] } })
    expect(await countStored([right.id])).toBe(1)
  })

  it("is dated by the server's clock", async () => {
    const [slow, exact, future] = [event({ at: "2026-11-23T08:59:00.000Z" }), event(), event({ at: "2026-11-23T09:30:00.000Z" })]
    await collect(body([slow, future], { sent_at: "2026-11-23T09:00:00.000Z" }))
    await collect(body([exact]))
    expect((await stored(slow.id))?.at).toEqual(new Date("2026-11-23T11:59:00.000Z"))
    expect((await stored(future.id))?.at).toEqual(new Date(NOW))
    expect((await stored(exact.id))?.at).toEqual(new Date(NOW))
  })

  it("keeps page, title, source and properties", async () => {
    const one = event({
      name: "product_viewed",
      url: "https://shop.test/Products/Gr%C3%B6%C3%9Fe/?utm_source=News&utm_medium=email#top",
      title: "Größe\n42",
      referrer: "https://mail.example.com/inbox?token=secret",
      properties: {
        product_id: "prod_1",
        price: 9.5,
        tags: ["a", "b"],
        sale: true,
        note: 'tab\t, back\\slash, "quotes", \u0000nul, \ud800half, line\nbreak',
      },
    })
    expect(await collect(body([one]))).toEqual(accepted(1))
    expect(await stored(one.id)).toMatchObject({
      name: "product_viewed",
      host: "shop.test",
      path: "/Products/Größe",
      title: "Größe 42",
      referrer: "https://mail.example.com/inbox",
      source: "news",
      product_id: "prod_1",
      query: null,
      properties: {
        product_id: "prod_1",
        price: 9.5,
        tags: ["a", "b"],
        sale: true,
        note: 'tab\t, back\\slash, "quotes", nul, \ufffdhalf, line\nbreak',
      },
    })
  })

  it("keeps the query of a page view and of a search", async () => {
    const [view, search, home] = [
      event({ url: "https://shop.test/list?color=red&utm_source=x" }),
      event({ name: "products_searched", url: "https://shop.test/search?q=1", properties: { query: "red\tshoes" } }),
      event({ url: "https://shop.test" }),
    ]
    await collect(body([view, search, home]))
    expect(await stored(view.id)).toMatchObject({ path: "/list", query: "color=red&utm_source=x" })
    expect(await stored(search.id)).toMatchObject({ query: "red\tshoes" })
    expect(await stored(home.id)).toMatchObject({ path: "/", query: null, source: null, referrer: null })
  })

  it.each([
    [12.5, 12.5],
    [-3, 0],
    [1e9, 3600],
  ])("counts %d engaged seconds as %d", async (seconds, counted) => {
    const one = event({ name: "page_engaged", properties: { seconds, scroll: 50 } })
    await collect(body([one]))
    expect((await stored(one.id))?.seconds).toBe(counted)
  })

  it("keeps no traits", async () => {
    const one = event({ name: "identified", properties: { traits: { email: "somebody@else.test" } } as never })
    expect(await collect(body([one]))).toEqual(accepted(1))
    expect((await stored(one.id))?.properties).toBeNull()
  })

  it("survives a path longer than an index entry", async () => {
    const one = event({ url: `https://shop.test/${encodeURIComponent("商".repeat(900))}` })
    expect(await collect(body([one]))).toEqual(accepted(1))
    expect((await stored(one.id))?.path).toHaveLength(512)
  })

  it("far in the past is taken when the clock says that it is the past", async () => {
    setClocks("2025-10-05T10:00:00.000Z")
    const one = event({ at: "2025-09-30T23:59:59.000Z" })
    expect(await collect(body([one]))).toEqual(accepted(1))
    expect((await stored(one.id))?.at).toEqual(new Date("2025-09-30T23:59:59.000Z"))
  })
})

describe("the place of a visit", () => {
  it("is the country of the time zone, and never the IP address", async () => {
    const one = event()
    await collect(body([one], { context: { time_zone: "Europe/Berlin", language: "de", screen: "1440x900" } }), {
      headers: { "x-forwarded-for": "203.0.113.7", "cf-ipcountry": "FR" },
    })
    expect(await stored(one.id)).toMatchObject({ country: "DE", region: null, city: null, device_type: "desktop" })
    const [dump] = await audience.database.rows<{ hits: number }>(sql`
      select count(*) as hits from audience.event left join audience.context on context.id = context_id
      where concat_ws(' ', event.*::text, context.*::text) like '%203.0.113.7%'`)
    expect(dump?.hits).toBe(0)
  })

  it("comes from the headers that the options name", async () => {
    const geoHeaders = { country: "CF-IPCountry", region: "cf-region", city: "cf-ipcity" }
    const behindCdn = createAudience({ ...audience, options: { ...audience.options, geoHeaders } })
    const [known, unknown] = [event(), event()]
    const latin1OfUtf8 = Buffer.from("Zürich").toString("latin1")
    await collect(body([known]), { headers: { "cf-ipcountry": "ch", "cf-region": "Zurich", "cf-ipcity": latin1OfUtf8 } }, behindCdn)
    await collect(body([unknown], { context: { time_zone: "Asia/Tokyo" } }), { headers: { "cf-ipcountry": "XX" } }, behindCdn)
    expect(await stored(known.id)).toMatchObject({ country: "CH", region: "Zurich", city: "Zürich" })
    expect(await stored(unknown.id)).toMatchObject({ country: "JP" })
  })
})

describe("a resend", () => {
  it("counts as duplicates and changes nothing", async () => {
    const events = [event({ name: "cart_linked", properties: { cart_id: "cart_resent" } }), event()]
    const given = body(events)
    expect(await collect(given)).toEqual(accepted(2))
    const before = await stored(events[1]?.id ?? "")
    audience.clock.advance(60_000)
    expect(await collect(given)).toEqual(accepted(0, 2))
    expect(await stored(events[1]?.id ?? "")).toEqual(before)
    const tasks = await audience.database.rows(sql`select from audience.identity_task where payload = '{"cart_id": "cart_resent"}'`)
    expect(tasks).toHaveLength(1)
  })

  it("leaves consent as it is: it may be older than what the visitor said since", async () => {
    const visitor = randomUUID()
    const said = (personalization: boolean): object => ({ visitor, consent: { analytics: true, personalization } })
    const consent = async (): Promise<unknown> =>
      (
        await audience.database.rows<{ consent_personalization: boolean | null }>(sql`
          select consent_personalization from audience.profile
          join audience.visitor on visitor.profile_id = profile.id where visitor.uuid = ${visitor}`)
      )[0]?.consent_personalization
    const [first, second] = [event(), event()]
    await collect(body([first], said(true)))
    await collect(body([second], said(false)))
    expect(await collect(body([first], said(true)))).toEqual(accepted(0, 1))
    expect(await consent()).toBe(false)
    // At once in one batch with what is new, in either order.
    const [third, fourth] = [event(), event()]
    expect(await Promise.all([collect(body([third], said(false))), collect(body([first], said(true)))])).toEqual([
      accepted(1),
      accepted(0, 1),
    ])
    expect(await consent()).toBe(false)
    // One that also brings something new is no mere repetition.
    expect(await collect(body([first, fourth], said(true)))).toEqual(accepted(1, 1))
    expect(await consent()).toBe(true)
  })

  it("makes nobody new, whoever sends it", async () => {
    const one = event()
    await collect(body([one]))
    const profiles = async (): Promise<unknown> => audience.database.rows(sql`select count(*) as count from audience.profile`)
    const before = await profiles()
    expect(await collect(body([one], { visitor: randomUUID() }))).toEqual(accepted(0, 1))
    expect(await profiles()).toEqual(before)
  })

  it("counts once an event that comes twice in a request, at once in two, or to two processes", async () => {
    const other = createAudience({ ...audience })
    const [twice, shared] = [event(), event()]
    expect(await collect(body([twice, twice]))).toEqual(accepted(1, 1))
    const visitor = randomUUID()
    const outcomes = await Promise.all([
      collect(body([shared], { visitor })),
      collect(body([shared], { visitor })),
      collect(body([shared], { visitor }), {}, other),
    ])
    const sum = (of: "accepted" | "duplicates"): number => outcomes.reduce((all, one) => all + (one.status === 202 ? one.body[of] : 0), 0)
    expect([sum("accepted"), sum("duplicates")]).toEqual([1, 2])
    expect(await countStored([twice.id, shared.id])).toBe(2)
  })
})

describe("a batch", () => {
  it("takes 100 requests at once, from two processes, without an event lost or a visitor doubled", async () => {
    const other = createAudience({ ...audience })
    const visitors = Array.from({ length: 10 }, () => randomUUID())
    const requests = Array.from({ length: 100 }, (_, index) => ({ visitor: visitors[index % 10] ?? "", events: [event(), event()] }))
    const outcomes = await Promise.all(
      requests.map(({ visitor, events }, index) => collect(body(events, { visitor }), {}, index % 3 === 0 ? other : audience))
    )
    expect(outcomes).toEqual(requests.map(() => accepted(2)))
    expect(await countStored(requests.flatMap(({ events }) => events.map(({ id }) => id)))).toBe(200)
    const [rows] = await audience.database.rows<{ visitors: number; profiles: number; orphans: number }>(sql`
      select count(*) as visitors, count(distinct profile_id) as profiles,
        (select count(*) from audience.profile where not exists (select from audience.visitor where profile_id = profile.id)) as orphans
      from audience.visitor where uuid = any(${visitors}::uuid[])`)
    expect(rows).toEqual({ visitors: 10, profiles: 10, orphans: 0 })
  })

  it("does not wait for one that is stuck, except for what the same visitor sent before", async () => {
    const visitor = randomUUID()
    const first = event()
    const stuck = await obstacle(`insert into audience.recent_event values ('${first.id}', '2026-11-23')`)
    const many = (): WireEvent[] => Array.from({ length: 100 }, () => event())
    const [later, others] = [many(), many()]
    const mine = [collect(body([first], { visitor, consent: { marketing: true } }))]
    await until(async () => (await stuck.waiting()).length > 0)
    mine.push(collect(body(later, { visitor, consent: { marketing: false } })))
    expect(await collect(body(others))).toEqual(accepted(100))
    expect(await countStored([first, ...later].map(({ id }) => id))).toBe(0)
    await stuck.release()
    expect(await Promise.all(mine)).toEqual([accepted(1), accepted(100)])
    const consent = await audience.database.rows(sql`
      select consent_marketing from audience.profile join audience.visitor on visitor.profile_id = profile.id where uuid = ${visitor}`)
    expect(consent).toEqual([{ consent_marketing: false }])
  })

  it("names its events, their number and the span of their times", async () => {
    const events = [event({ at: "2026-11-22T00:00:00.000Z" }), event()]
    await collect(body(events))
    const one = await stored(events[0]?.id ?? "")
    const [batch] = await audience.database.rows(sql`select * from audience.event_batch where id = ${one?.batch_id}`)
    expect(batch).toMatchObject({
      events: 2,
      first_at: new Date("2026-11-22T00:00:00.000Z"),
      last_at: new Date(NOW),
      received_at: new Date(NOW),
    })
  })

  it("that the database cuts off is answered with 429, keeps nothing, and is taken when it is sent again", async () => {
    const lock = await obstacle("lock table audience.recent_event in access exclusive mode")
    const given = [
      body([event({ id: "019abcde-0000-7000-8000-000000000001" })]),
      body([event({ id: "019abcde-0000-7000-8000-000000000002" })]),
    ]
    const ids = ["019abcde-0000-7000-8000-000000000001", "019abcde-0000-7000-8000-000000000002"]
    const pending = Promise.all(given.map((one) => collect(one)))
    await until(async () => (await lock.waiting()).length > 0)
    for (const pid of await lock.waiting()) await audience.database.rows(sql`select pg_terminate_backend(${pid})`)
    const outcomes = await pending
    await lock.release()
    expect(outcomes).toEqual([expect.objectContaining({ status: 429, retryAfterSeconds: 5 }), expect.objectContaining({ status: 429 })])
    expect(await countStored(ids)).toBe(0)
    expect(await Promise.all(given.map((one) => collect(one)))).toEqual([accepted(1), accepted(1)])
    expect(await countStored(ids)).toBe(2)
  })

  it("that is cut off while its rows are copied keeps nothing either", async () => {
    const lock = await obstacle("lock table audience.event_2026_11 in share mode")
    const one = event()
    const pending = collect(body([one]))
    await until(async () => (await lock.waiting()).length > 0)
    for (const pid of await lock.waiting()) await audience.database.rows(sql`select pg_terminate_backend(${pid})`)
    expect(await pending).toMatchObject({ status: 429 })
    await lock.release()
    expect(await countStored([one.id])).toBe(0)
    expect(await collect(body([one]))).toEqual(accepted(1))
  })

  it("with values that PostgreSQL refuses costs only the request that brought them", async () => {
    await audience.database.execute(sql`alter table audience.event add constraint no_poison check (query <> 'poison')`)
    const [good, bad, alsoGood] = [event(), event({ url: "https://shop.test/?poison" }), event()]
    const outcomes = await Promise.all([collect(body([good])), collect(body([bad])), collect(body([alsoGood]))])
    await audience.database.execute(sql`alter table audience.event drop constraint no_poison`)
    expect(outcomes).toEqual([accepted(1), expect.objectContaining({ status: 400 }), accepted(1)])
    expect(await countStored([good.id, bad.id, alsoGood.id])).toBe(2)
  })
})

describe("ensurePartitions", () => {
  it("makes the months once, however many processes ask, and may be asked again", async () => {
    const [from, to] = [new Date("2027-01-31T23:00:00Z"), new Date("2027-03-01T00:00:00Z")]
    const others = [createAudience({ ...audience }), createAudience({ ...audience }), audience]
    await Promise.all(others.map(({ collection }) => collection.ensurePartitions(from, to)))
    await audience.collection.ensurePartitions(from, to)
    const rows = await audience.database.rows<{ name: string }>(sql`
      select inhrelid::regclass::text as name from pg_inherits
      where inhparent = 'audience.event'::regclass and inhrelid::regclass::text like '%2027%' order by 1`)
    expect(rows.map(({ name }) => name)).toEqual(["audience.event_2027_01", "audience.event_2027_02", "audience.event_2027_03"])
  })

  it("gives every partition the indexes of the table", async () => {
    const rows = await audience.database.rows<{ name: string; indexes: number }>(sql`
      select inhrelid::regclass::text as name, (select count(*) from pg_index where indrelid = inhrelid) as indexes
      from pg_inherits where inhparent = 'audience.event'::regclass`)
    expect(rows.length).toBeGreaterThan(0)
    const [own] = await audience.database.rows<{ indexes: number }>(
      sql`select count(*) as indexes from pg_index where indrelid = 'audience.event'::regclass`
    )
    expect(rows.map(({ indexes }) => indexes)).toEqual(rows.map(() => own?.indexes))
  })
})

describe("forgetOldEventIds", () => {
  it("forgets what can no longer be sent again, and nothing younger", async () => {
    const known = async (id: string): Promise<boolean> =>
      (await audience.database.rows(sql`select from audience.recent_event where id = ${id}`)).length > 0
    const [old, young] = [event({ at: "2026-11-14T12:00:00.000Z" }), event({ at: "2026-11-15T12:00:00.000Z" })]
    for (const one of [old, young]) {
      setClocks(one.at)
      await collect(body([one]))
    }
    setClocks(NOW)
    await audience.collection.forgetOldEventIds()
    expect([await known(old.id), await known(young.id)]).toEqual([false, true])
  })
})

describe("refusals", () => {
  it("are counted by day and reason", async () => {
    setClocks("2026-12-01T12:00:00.000Z")
    const at = "2026-12-01T12:00:00.000Z"
    await collect(body([event({ at }), event({ at })]), { userAgent: "curl/8.5.0" })
    await collect(body([event({ at })], { consent: { analytics: false } }))
    await collect("{")
    await collect(body([event({ at })], { key: "pk_other" }))
    await collect(body([event({ at }), event({ at, name: "Wrong" })]))
    const expected = { bot: 2, consent: 1, malformed_event: 1, malformed_request: 1, unknown_key: 1 }
    const counts = async (): Promise<Record<string, number>> => {
      const rows = await audience.database.rows<{ reason: string; count: number }>(
        sql`select reason, count from audience.refusal where day = '2026-12-01'`
      )
      return Object.fromEntries(rows.map(({ reason, count }) => [reason, count]))
    }
    await until(async () => Object.keys(await counts()).length >= 5)
    expect(await counts()).toEqual(expected)
  })
})

describe("stop", () => {
  it("writes what waits, then refuses", async () => {
    const leaving = createAudience({ ...audience })
    const one = event()
    const pending = collect(body([one]), {}, leaving)
    await new Promise(setImmediate)
    await leaving.collection.stop()
    expect(await pending).toEqual(accepted(1))
    expect(await countStored([one.id])).toBe(1)
    expect(await collect(body([event()]), {}, leaving)).toMatchObject({ status: 429 })
  })
})
