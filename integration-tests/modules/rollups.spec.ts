import { randomUUID } from "node:crypto"
import fc from "fast-check"
import { Client } from "pg"
import sql from "sql-template-tag"
import { createRollups } from "../../src/modules/audience/rollups"
import { createTestAudience, type TestAudience } from "../support/audience"
import { createProfiles, writeRawBatch, type RawEvent } from "../support/raw-events"
import { waitForBlocked } from "../support/wait-for-blocked"
import { expectedRollups, storedRollups } from "../support/rollups"

const ZONE = "Europe/Berlin"

describe("rollups", () => {
  let audience: TestAudience
  let profiles: number[]

  beforeAll(async () => {
    audience = await createTestAudience({ now: "2026-03-20T12:00:00Z", options: { timeZone: ZONE } })
    await audience.collection.ensurePartitions(new Date("2026-02-01T00:00:00Z"), new Date("2026-04-01T00:00:00Z"))
    profiles = await createProfiles(audience.database, 3)
  })
  beforeEach(() =>
    audience.database.execute(
      sql`truncate audience.event, audience.event_batch, audience.session, audience.profile_day, audience.profile_state, audience.touched, audience.order_fact, audience.order_line, audience.refund, audience.cart`
    )
  )
  const clients: Client[] = []
  /** A connection of the test's own; ended behind the test, so that one which failed holds nobody up. */
  const connect = async (): Promise<Client> => {
    const client = new Client({ connectionString: audience.database.url })
    client.on("error", () => undefined)
    clients.push(client)
    await client.connect()
    return client
  }
  afterEach(async () => {
    await Promise.all(clients.splice(0).map((client) => client.end()))
  })
  afterAll(() => audience.database.drop())

  /** One profile's event at a time of day on 10 March. */
  const event = (time: string, rest: Partial<RawEvent> = {}): RawEvent => ({
    profileId: profiles[0]!,
    visitorId: 11,
    session: "00000000-0000-4000-8000-000000000001",
    at: `2026-03-10T${time}Z`,
    ...rest,
  })
  const state = async (profileId = profiles[0]!): Promise<Record<string, unknown> | undefined> =>
    (
      await audience.database.rows(sql`
        select s.*, c.device_type, f.source as first_source, l.source as last_source, fp.path as first_path, lp.path as last_path
        from audience.profile_state s left join audience.context c on c.id = s.context_id
        left join audience.source f on f.id = s.first_source_id left join audience.source l on l.id = s.last_source_id
        left join audience.page fp on fp.id = s.first_landing_page_id left join audience.page lp on lp.id = s.last_landing_page_id
        where s.profile_id = ${profileId}`)
    )[0]
  const touched = async (): Promise<number[][]> =>
    (await audience.database.rows<{ profile_ids: number[] }>(sql`select profile_ids from audience.touched order by id`)).map((row) =>
      row.profile_ids.sort((one, other) => one - other)
    )

  describe("fold", () => {
    it("makes the same rows of the same events in any order and any batches, and so does rebuild", async () => {
      const arbitraryEvent = fc.record({
        owner: fc.constantFrom(0, 1, 2, 3),
        session: fc.constantFrom(1, 2, 3),
        // Coarse times, so that events of one instant and spans around 24 hours are frequent.
        minutes: fc.oneof(fc.constantFrom(0, 1, 1439, 1440, 1441, 2880, 2881), fc.integer({ min: 0, max: 4500 })),
        name: fc.constantFrom("page_viewed", "page_viewed", "page_engaged", "clicked", "product_viewed", "product_added", "products_searched", "session_started"),
        path: fc.constantFrom(undefined, "/", "/sale", "/shirts"),
        source: fc.constantFrom(undefined, undefined, { source: "google", channel: "organic_search" }, { source: "direct", channel: "direct" }, { source: "mail", channel: "email" }),
        device: fc.constantFrom(undefined, "mobile", "desktop"),
        seconds: fc.constantFrom(undefined, 0.1, 0.2, 0.7, 12.345, 1e9, -3),
        id: fc.uuid({ version: 7 }),
      }) // prettier-ignore
      // Two visitors of one profile, and one of each other.
      const owners = [0, 0, 1, 2].map((profile, index) => ({ profileId: profiles[profile]!, visitorId: 11 + index }))
      const run = fc.uniqueArray(arbitraryEvent, { minLength: 1, maxLength: 40, selector: ({ id }) => id }).chain((events) =>
        fc.record({
          events: fc.constant(events),
          shuffled: fc.shuffledSubarray(events, { minLength: events.length }),
          cuts: fc.array(fc.nat({ max: events.length }), { maxLength: 6 }),
          maxEvents: fc.constantFrom(1, 5, 1000),
        })
      )
      await fc.assert(
        fc.asyncProperty(run, async ({ shuffled, cuts, maxEvents }) => {
          await audience.database.execute(
            sql`truncate audience.event, audience.event_batch, audience.session, audience.profile_day, audience.profile_state, audience.touched`
          )
          const events = shuffled.map(({ owner, session, minutes, ...rest }) => ({
            ...rest,
            ...owners[owner]!,
            session: `00000000-0000-4000-8000-0000000000${owner}${session}`,
            at: new Date(Date.UTC(2026, 2, 8, 20) + minutes * 60_000),
          }))
          const edges = [0, ...cuts.sort((one, other) => one - other), events.length]
          for (let index = 1; index < edges.length; index++) {
            const batch = events.slice(edges[index - 1], edges[index])
            if (batch.length > 0) await writeRawBatch(audience.database, batch)
            // Every other batch waits for the next fold.
            if (index % 2 === 0) await audience.rollups.fold(maxEvents)
          }
          while ((await audience.rollups.fold(maxEvents)).more);
          const expected = expectedRollups(events, ZONE)
          expect(await storedRollups(audience.database)).toEqual(expected)
          await audience.rollups.rebuild(profiles)
          expect(await storedRollups(audience.database)).toEqual(expected)
        }),
        { numRuns: 60 }
      )
    })

    it("counts every event, the browser's own notes included", async () => {
      const names = ["session_started", "page_viewed", "page_engaged", "identified", "cart_linked", "logged_out", "wish_made"]
      await writeRawBatch(
        audience.database,
        names.map((name, index) => event(`10:0${index}:00`, { name }))
      )
      expect(await audience.rollups.fold()).toEqual({ batches: 1, events: 7, profiles: 1, more: false })
      expect(await state()).toMatchObject({ sessions: 1, events: 7, page_views: 1, clicks: 0 })
    })

    it("starts a new session when a session id is older than 24 hours, and keeps the rest of the id's use in it", async () => {
      const at = (text: string): RawEvent => event("", { at: `2026-03-${text}:00Z` })
      await writeRawBatch(audience.database, [at("10T10:00"), at("11T10:00"), at("11T10:01"), at("12T10:00")])
      await audience.rollups.fold()
      const parts = () => audience.database.rows(sql`select part, started_at, last_at, events from audience.session order by part`)
      const iso = (text: string): Date => new Date(`2026-03-${text}:00Z`)
      expect(await parts()).toEqual([
        { part: 0, started_at: iso("10T10:00"), last_at: iso("11T10:00"), events: 2 },
        { part: 1, started_at: iso("11T10:01"), last_at: iso("12T10:00"), events: 2 },
      ])
      // Late: moves the first start back, so that the second part now starts with what was the last event of the first.
      await writeRawBatch(audience.database, [at("10T09:00")])
      await audience.rollups.fold()
      expect(await parts()).toEqual([
        { part: 0, started_at: iso("10T09:00"), last_at: iso("10T10:00"), events: 2 },
        { part: 1, started_at: iso("11T10:00"), last_at: iso("12T10:00"), events: 3 },
      ])
    })

    it("lets the latest session that was not direct say the last source, and the latest session the device", async () => {
      const google = { source: "google", channel: "organic_search" }
      const mail = { source: "mail", channel: "email" }
      const session = (index: number): string => `00000000-0000-4000-8000-00000000000${index}`
      await writeRawBatch(audience.database, [
        event("08:00:00", { session: session(1), source: google, path: "/", device: "desktop" }),
        event("10:00:00", { session: session(2), source: mail, path: "/sale", device: "mobile" }),
        event("12:00:00", { session: session(3), path: "/shirts", device: "tablet" }),
        event("12:01:00", { session: session(3), path: "/bye" }),
      ])
      await audience.rollups.fold()
      expect(await state()).toMatchObject({
        sessions: 3, first_source: "google", last_source: "mail", first_path: "/", last_path: "/sale", device_type: "tablet",
        first_seen: new Date("2026-03-10T08:00:00Z"), last_seen: new Date("2026-03-10T12:01:00Z"),
      }) // prettier-ignore
    })

    it("says direct where all sessions were", async () => {
      await writeRawBatch(audience.database, [event("08:00:00", { path: "/a" }), event("09:00:00", { session: randomUUID(), path: "/b" })])
      await audience.rollups.fold()
      expect(await state()).toMatchObject({ first_source_id: null, last_source_id: null, first_path: "/a", last_path: "/b" })
    })

    it("queues exactly the profiles it touched", async () => {
      await writeRawBatch(audience.database, [event("08:00:00"), event("08:00:00", { profileId: profiles[2]!, visitorId: 13 })])
      await audience.rollups.fold()
      await audience.rollups.fold()
      expect(await touched()).toEqual([[profiles[0], profiles[2]]])
    })

    it("reads the oldest batches first, up to the limit but at least one", async () => {
      await writeRawBatch(audience.database, [event("08:00:00"), event("08:01:00")])
      await writeRawBatch(audience.database, [event("08:02:00"), event("08:03:00")])
      await writeRawBatch(audience.database, [event("08:04:00")])
      expect(await audience.rollups.fold(1)).toMatchObject({ batches: 1, events: 2, more: true })
      expect(await state()).toMatchObject({ last_seen: new Date("2026-03-10T08:01:00Z") })
      expect(await audience.rollups.fold(3)).toMatchObject({ batches: 2, events: 3, more: false })
      expect(await audience.rollups.fold()).toEqual({ batches: 0, events: 0, profiles: 0, more: false })
    })

    it("neither loses nor doubles an event whose transaction commits after a later batch was folded", async () => {
      const late = await connect()
      await late.query("begin")
      const lateBatch = await writeRawBatch(overClient(late), [event("10:00:00", { name: "clicked" })], new Date(), audience.database)
      const earlyBatch = await writeRawBatch(audience.database, [event("10:05:00", { name: "clicked" })])
      expect(Number(lateBatch)).toBeLessThan(earlyBatch)
      expect(await audience.rollups.fold()).toMatchObject({ events: 1 })
      expect(await state()).toMatchObject({ clicks: 1, first_seen: new Date("2026-03-10T10:05:00Z") })
      await late.query("commit")
      expect(await audience.rollups.fold()).toMatchObject({ events: 1 })
      expect(await state()).toMatchObject({ clicks: 2, first_seen: new Date("2026-03-10T10:00:00Z") })
      expect(await audience.rollups.fold()).toMatchObject({ events: 0 })
      expect(await state()).toMatchObject({ clicks: 2 })
    })

    it("leaves waiting batches out of a session that it cuts from raw events", async () => {
      await writeRawBatch(audience.database, [event("10:00:00"), event("", { at: "2026-03-11T12:00:00Z" })])
      await writeRawBatch(audience.database, [event("11:00:00")])
      await audience.rollups.fold(1)
      expect(await state()).toMatchObject({ sessions: 2, events: 2 })
      await audience.rollups.fold()
      expect(await state()).toMatchObject({ sessions: 2, events: 3 })
    })

    it("changes nothing when its connection is killed half-way, and folds everything the next time", async () => {
      await writeRawBatch(audience.database, [event("10:00:00")])
      await audience.rollups.fold()
      await writeRawBatch(audience.database, [event("10:01:00"), event("10:02:00")])
      const before = await storedRollups(audience.database)
      // Holds the fold where it locks the profile's state: days and sessions are written by then.
      const blocker = await connect()
      await blocker.query("begin")
      await blocker.query("select from audience.profile_state for update")
      const fold = audience.rollups.fold()
      const failed = expect(fold).rejects.toThrow()
      const pid = await waitForBlocked(audience.database)
      await audience.database.rows(sql`select pg_terminate_backend(${pid})`)
      await failed
      await blocker.query("rollback")
      expect(await storedRollups(audience.database)).toEqual(before)
      expect(await audience.rollups.fold()).toMatchObject({ batches: 1, events: 2 })
      expect(await state()).toMatchObject({ events: 3 })
    })

    it("counts each event once when two folds run at the same time", async () => {
      for (let minute = 10; minute < 40; minute++) await writeRawBatch(audience.database, [event(`10:${minute}:00`)])
      const folds = await Promise.all([1, 2, 3, 4].map(() => audience.rollups.fold(10)))
      expect(folds.reduce((sum, { events }) => sum + events, 0)).toBe(30)
      expect(await state()).toMatchObject({ events: 30, sessions: 1 })
    })

    it("counts days anew when the shop's time zone changes", async () => {
      // 23:30 UTC is the 11th in Berlin and still the 10th in New York.
      const events = [event("10:00:00"), event("23:30:00", { session: randomUUID() })]
      await writeRawBatch(audience.database, events)
      await audience.rollups.fold()
      const days = () => audience.database.rows(sql`select day, sessions, events from audience.profile_day order by day`)
      expect(await days()).toEqual([
        { day: "2026-03-10", sessions: 1, events: 1 },
        { day: "2026-03-11", sessions: 1, events: 1 },
      ])
      await audience.database.execute(sql`truncate audience.touched`)
      const { options } = audience
      expect(await state()).toMatchObject({ days_active: 2, weeks_active: 1 })
      await createRollups({ ...audience, options: { ...options, timeZone: "America/New_York" } }).fold()
      expect(await days()).toEqual([{ day: "2026-03-10", sessions: 2, events: 2 }])
      expect(await state()).toMatchObject({ days_active: 1, weeks_active: 1 })
      expect(await touched()).toEqual([[profiles[0]]])
      await audience.rollups.fold()
      expect(await storedRollups(audience.database)).toEqual(expectedRollups(events, ZONE))
      // Whose days are gone was here on none.
      await audience.database.execute(sql`delete from audience.event`)
      await createRollups({ ...audience, options: { ...options, timeZone: "America/New_York" } }).fold()
      expect(await state()).toMatchObject({ days_active: 0, weeks_active: 0 })
    })
  })

  describe("refreshStates", () => {
    const order = (id: string, total: number, rest: { placed?: string; canceled?: string } = {}) =>
      audience.database.execute(sql`
        insert into audience.order_fact (id, profile_id, currency_code, total, total_reporting, placed_at, canceled_at, updated_at)
        values (${id}, ${profiles[1]}, 'eur', ${total}, ${total}, ${rest.placed ?? "2026-03-01T10:00:00Z"}, ${rest.canceled ?? null}, now())`)
    const cart = (id: string, total: number, touchedAt: string, rest: { quantity?: number; completed?: string; deleted?: string } = {}) =>
      audience.database.execute(sql`
        insert into audience.cart (id, profile_id, currency_code, total, total_reporting, quantity, created_at, touched_at, completed_at, deleted_at)
        values (${id}, ${profiles[1]}, 'eur', ${total}, ${total}, ${rest.quantity ?? 1}, ${touchedAt}, ${touchedAt}, ${rest.completed ?? null}, ${rest.deleted ?? null})`)
    const refresh = (): Promise<void> => audience.database.transaction((tx) => audience.rollups.refreshStates(tx, [profiles[1]!]))

    it("gives a profile with orders but no visit a state, without canceled orders and less refunds", async () => {
      await order("order_1", 100)
      await order("order_2", 50.5, { placed: "2026-03-05T10:00:00Z" })
      await order("order_3", 999, { placed: "2026-03-06T10:00:00Z", canceled: "2026-03-07T10:00:00Z" })
      await audience.database.execute(sql`
        insert into audience.refund (id, order_id, profile_id, amount, amount_reporting, refunded_at) values
        ('ref_1', 'order_1', ${profiles[1]}, 10, 10, now()), ('ref_2', 'order_1', ${profiles[1]}, 5.25, 5.25, now()), ('ref_3', 'order_3', ${profiles[1]}, 999, 999, now())`)
      await refresh()
      expect(await state(profiles[1])).toMatchObject({
        first_seen: null, last_seen: null, sessions: 0, events: 0, orders: 2, spent: 135.25,
        first_order_at: new Date("2026-03-01T10:00:00Z"), last_order_at: new Date("2026-03-05T10:00:00Z"), open_cart_id: null,
        largest_order: 84.75,
      }) // prettier-ignore
    })

    it("counts the items of orders that stand, what was returned taken off", async () => {
      await audience.database.execute(sql`
        insert into audience.order_line (order_id, line_id, profile_id, quantity, returned_quantity, total, total_reporting, placed_at) values
        ('order_1', 'line_1', ${profiles[1]}, 3, 1, 30, 30, '2026-03-01T10:00:00Z'), ('order_1', 'line_2', ${profiles[1]}, 0.5, 0, 5, 5, '2026-03-01T10:00:00Z'),
        ('order_2', 'line_3', ${profiles[1]}, 7, 0, 70, 70, null)`)
      await refresh()
      expect(await state(profiles[1])).toMatchObject({ items: 2.5 })
    })

    it("knows whether more was refunded on an order that stands than it came to", async () => {
      await order("order_1", 100)
      await order("order_2", 50)
      await order("order_3", 10, { canceled: "2026-03-07T10:00:00Z" })
      const refund = (id: string, of: string, amount: number) =>
        audience.database.execute(sql`
        insert into audience.refund (id, order_id, profile_id, amount, amount_reporting, refunded_at) values (${id}, ${of}, ${profiles[1]}, ${amount}, ${amount}, now())`)
      await refund("ref_1", "order_1", 100)
      await refund("ref_2", "order_2", 30)
      await refund("ref_3", "order_3", 11)
      await refresh()
      expect(await state(profiles[1])).toMatchObject({ spent: 20, has_order_below_zero: false })
      await refund("ref_4", "order_2", 20.01)
      await refresh()
      expect(await state(profiles[1])).toMatchObject({ spent: -0.01, has_order_below_zero: true })
    })

    it("names the open cart with items that was touched last", async () => {
      await cart("cart_1", 10, "2026-03-01T10:00:00Z")
      await cart("cart_2", 20, "2026-03-02T10:00:00Z")
      await cart("cart_empty", 0, "2026-03-03T10:00:00Z", { quantity: 0 })
      await cart("cart_done", 30, "2026-03-04T10:00:00Z", { completed: "2026-03-04T11:00:00Z" })
      await cart("cart_gone", 40, "2026-03-05T10:00:00Z", { deleted: "2026-03-05T11:00:00Z" })
      await refresh()
      expect(await state(profiles[1])).toMatchObject({ open_cart_id: "cart_2", open_cart_total: 20 })
    })

    it("keeps an order that is saved while a fold derives the same profile", async () => {
      await writeRawBatch(audience.database, [event("10:00:00", { profileId: profiles[1]! })])
      const facts = await connect()
      const db = overClient(facts)
      await facts.query("begin")
      await db.execute(sql`
        insert into audience.order_fact (id, profile_id, currency_code, total, total_reporting, placed_at, updated_at)
        values ('order_1', ${profiles[1]}, 'eur', 7, 7, '2026-03-01T10:00:00Z', '2026-03-01T10:00:00Z')`)
      await audience.rollups.refreshStates(db, [profiles[1]!])
      const fold = audience.rollups.fold()
      await waitForBlocked(audience.database)
      await facts.query("commit")
      await fold
      expect(await state(profiles[1])).toMatchObject({ orders: 1, spent: 7, sessions: 1, events: 1 })
    })

    it("takes the state of a profile that no longer stands away", async () => {
      const [gone] = await createProfiles(audience.database, 1)
      await audience.database.transaction((tx) => audience.rollups.refreshStates(tx, [gone!]))
      expect(await state(gone)).toMatchObject({ sessions: 0, orders: 0 })
      await audience.database.execute(sql`update audience.profile set merged_into = ${profiles[0]} where id = ${gone}`)
      await audience.database.transaction((tx) => audience.rollups.refreshStates(tx, [gone!, 0]))
      expect(await state(gone)).toBeUndefined()
    })
  })

  describe("rebuild", () => {
    it("repairs rows that are wrong and leaves other profiles alone", async () => {
      const events = [event("10:00:00"), event("11:00:00", { profileId: profiles[1]!, visitorId: 12 })]
      await writeRawBatch(audience.database, events)
      await audience.rollups.fold()
      await audience.database.execute(sql`update audience.session set events = 99, source_id = 5`)
      await audience.database.execute(sql`update audience.profile_day set events = 99, sessions = 7`)
      await audience.rollups.rebuild([profiles[0]!])
      const stored = await storedRollups(audience.database)
      const expected = expectedRollups(events, ZONE)
      expect(stored.sessions[0]).toEqual(expected.sessions[0])
      expect(stored.days[0]).toEqual(expected.days[0])
      expect(stored.sessions[1]).toMatchObject({ events: 99 })
    })

    it("keeps what happened before the retention of events, whose raw events may be gone", async () => {
      await writeRawBatch(audience.database, [event("10:00:00")])
      await audience.rollups.fold()
      const before = await storedRollups(audience.database)
      audience.clock.set("2027-06-01T12:00:00Z")
      await audience.database.execute(sql`truncate audience.event`)
      await audience.rollups.rebuild([profiles[0]!])
      expect(await storedRollups(audience.database)).toEqual(before)
      audience.clock.set("2026-03-20T12:00:00Z")
    })
  })

  describe("lag", () => {
    it("answers how long ago the oldest waiting batch was received, 0 when none waits", async () => {
      expect(await audience.rollups.lag()).toBe(0)
      await writeRawBatch(audience.database, [event("10:00:00")], "2026-03-20T11:59:30Z")
      await writeRawBatch(audience.database, [event("10:01:00")], "2026-03-20T11:59:50Z")
      expect(await audience.rollups.lag()).toBe(30)
      await audience.rollups.fold()
      expect(await audience.rollups.lag()).toBe(0)
    })
  })
})

/** Statements over a connection of the test's own. */
function overClient(client: Client) {
  return {
    rows: async <Row extends Record<string, unknown>>(statement: { text: string; values: unknown[] }) =>
      (await client.query<Row>(statement.text, statement.values)).rows,
    execute: async (statement: { text: string; values: unknown[] }) => (await client.query(statement.text, statement.values)).rowCount ?? 0,
  }
}
