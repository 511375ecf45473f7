import { randomUUID } from "node:crypto"
import { Readable } from "node:stream"
import sql, { raw } from "sql-template-tag"
import { MedusaError } from "@medusajs/framework/utils"
import type { RuleGroup } from "../../src/contract"
import type { CustomerRecord } from "../../src/modules/audience"
import { createAudience, type Audience } from "../../src/modules/audience/audience"
import { openDatabase } from "../../src/modules/audience/lib/database"
import { createTestAudience, type TestAudience } from "../support/audience"
import { wrongMembers } from "../support/history/wrong-members"
import { storedRollups } from "../support/rollups"

jest.setTimeout(600_000)

/** Of each worker. More find more: `STORM=2000`. */
const STEPS = Number(process.env.STORM ?? 40)
const WORKERS = 14
const NOW = "2026-11-23T12:00:00.000Z"
const CHROME = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36"
const ADMIN = { type: "user", id: "user_1" } as const
const VISITORS = Array.from({ length: 30 }, () => randomUUID())
const CUSTOMERS = 12
const RULES: RuleGroup[] = [
  { match: "all", rules: [] },
  { match: "all", rules: [{ field: "behavior.page_views", operator: "gte", value: 3 }] },
  {
    match: "any",
    rules: [
      { field: "purchase.orders", operator: "gte", value: 1 },
      { field: "visit.sessions", operator: "gte", value: 4 },
    ],
  },
  { match: "all", not: true, rules: [{ field: "visit.sessions", operator: "gte", value: 2 }] },
]

const random = (below: number): number => Math.floor(Math.random() * below)
const any = <T>(of: readonly T[]): T => of[random(of.length)]!

describe("everything at once", () => {
  let audience: TestAudience
  let other: Audience
  let staticId: string
  const unexpected: string[] = []
  let over = false

  beforeAll(async () => {
    audience = await createTestAudience({ now: NOW })
    const log = { info: () => undefined, warn: () => undefined, error: (message: string) => void unexpected.push(message) }
    other = createAudience({ ...audience, log, database: openDatabase({ connectionString: audience.database.url }, () => undefined) })
    staticId = (await audience.segments.create({ name: "By hand", kind: "static" })).id
    for (const [n, rule] of RULES.entries()) await audience.segments.create({ name: `Rule ${n}`, rule })
  })
  afterAll(async () => {
    await other.database.close()
    await audience.database.drop()
  })

  const customer = (n: number): CustomerRecord => ({
    ...{ id: `cus_${n}`, email: `c${n % 9}@shop.test`, first_name: null, last_name: null, phone: null, has_account: n < 6 },
    ...{ group_ids: [], metadata: null, created_at: new Date(NOW), updated_at: new Date(NOW), deleted_at: null },
  })
  const standing = (): Promise<{ id: number; public_id: string }[]> =>
    audience.database.rows(sql`
      select id, 'aprof_' || replace(public_id::text, '-', '') as public_id from audience.profile where id > 0 and merged_into is null and erased_at is null`)
  const segmentIds = async (): Promise<string[]> =>
    (await audience.segments.all()).filter(({ kind }) => kind === "dynamic").map(({ id }) => id)

  const actions: Record<string, (stages: Audience) => Promise<unknown>> = {
    async collect(stages) {
      const at = audience.clock.now().toISOString()
      const visitor = any(VISITORS)
      const events = Array.from({ length: 1 + random(3) }, () => ({
        id: randomUUID(),
        name: "page_viewed",
        at,
        session: any(VISITORS),
        url: `https://shop.test/${random(9)}`,
      }))
      const { status } = await stages.collection.collect({
        body: { key: "pk_1", visitor, sent_at: at, events },
        userAgent: CHROME,
        headers: {},
        isKnownKey: () => true,
      })
      if (status !== 202) throw new Error(`collect answered ${status}`)
    },
    identify: (stages) =>
      stages.identity.identifyCustomer({ visitor: any(VISITORS), customer: customer(random(CUSTOMERS)), traits: { size: random(50) } }),
    async merge(stages) {
      const all = await standing()
      if (all.length > 1) await stages.identity.merge(any(all).id, any(all).id, "storm")
    },
    async unmerge(stages) {
      const merges = await audience.database.rows<{ id: number }>(sql`select id from audience.merge where undone_at is null`)
      if (merges.length > 0) await stages.identity.unmerge(any(merges).id)
    },
    async order(stages) {
      const at = audience.clock.now()
      const id = `order_${random(20)}`
      await stages.facts.saveOrders([
        {
          ...{
            id,
            display_id: null,
            cart_id: `cart_${random(20)}`,
            currency_code: "eur",
            total: 10 + random(50),
            placed_at: at,
            canceled_at: null,
            updated_at: at,
          },
          ...{ customer: customer(random(CUSTOMERS)), visitor: any([any(VISITORS), null]), refunds: [] },
          email: null,
          sales_channel_id: null,
          region_id: null,
          promotion_codes: [],
          lines: [
            { id: `line_${id}`, product_id: "prod_mug", variant_id: null, title: null, quantity: 1, returned_quantity: 0, total: 10 },
          ],
        } as never,
      ])
    },
    async cartLinked(stages) {
      const at = audience.clock.now().toISOString()
      await stages.collection.collect({
        body: {
          key: "pk_1",
          visitor: any(VISITORS),
          sent_at: at,
          events: [
            {
              id: randomUUID(),
              name: any(["cart_linked", "cart_linked", "logged_out"]),
              at,
              session: randomUUID(),
              properties: { cart_id: `cart_${random(20)}` },
            },
          ],
        },
        userAgent: CHROME,
        headers: {},
        isKnownKey: () => true,
      })
    },
    async erase(stages) {
      const all = await standing()
      if (random(6) === 0 && all.length > 5) {
        await stages.privacy.erase({ profileId: any(all).public_id }, ADMIN)
      }
    },
    async import(stages) {
      const lines = Array.from({ length: 8 }, () => `c${random(9)}@shop.test,${random(50)}`)
      const file = Readable.from([Buffer.from(`email,size\n${lines.join("\n")}\n`)])
      await stages.imports.upload({ name: "people.csv", file, dryRun: false, segmentId: staticId })
    },
    async undo(stages) {
      const { imports } = await stages.imports.list({ limit: 5, offset: 0 })
      const one = imports.filter(({ can_undo: can }) => can)
      if (one.length > 0) await stages.imports.undo(any(one).id)
    },
    async decide(stages) {
      const all = await standing()
      if (all.length > 0)
        await stages.membership.decide(any([staticId, ...(await segmentIds())]), { [any(["add", "exclude", "remove"])]: [any(all).id] })
    },
    edit: async (stages) => stages.segments.update(any(await segmentIds()), { rule: any(RULES) }),
    async archive(stages) {
      const id = any(await segmentIds())
      await stages.segments.setArchived(id, true)
      await stages.segments.setArchived(id, false)
    },
    async replace(stages) {
      const ids = await segmentIds()
      if (ids.length > 3) await stages.segments.delete(any(ids))
      await stages.segments.create({ name: `Rule ${randomUUID()}`, rule: any(RULES) })
    },
    evaluate: async (stages) => stages.membership.evaluate(any(await segmentIds())),
    async read(stages) {
      const id = any(await segmentIds())
      await stages.reports.overview(id)
      for await (const _ of await stages.exports.csv(id, { fields: ["attribute.email"] })) continue
    },
    async data(stages) {
      const all = await standing()
      if (all.length > 0) await stages.privacy.dataOf({ profileId: any(all).public_id }, ADMIN)
    },
    retention: (stages) => stages.privacy.applyRetention(),
  }

  async function act(name: string): Promise<void> {
    audience.clock.advance(1 + random(2_000))
    try {
      await actions[name]!(any([audience, other]))
    } catch (error) {
      // Somebody else was faster: the profile, merge or segment is not there any more.
      if (error instanceof MedusaError) return
      unexpected.push(`${name}: ${(error as Error).stack}`)
    }
  }

  async function work(): Promise<void> {
    const names = [...Object.keys(actions), "collect", "collect", "collect", "identify", "merge", "merge", "unmerge"]
    for (let step = 0; step < STEPS; step++) await act(any(names))
  }

  async function round(stages: Audience): Promise<void> {
    for (const stage of [
      () => stages.identity.runTasks(),
      () => stages.imports.work(100),
      () => stages.rollups.fold(),
      () => stages.membership.tick(),
    ])
      await stage().catch((error: Error) => void unexpected.push(`round: ${error.stack}`))
  }

  const count = async (what: ReturnType<typeof sql>): Promise<number> => (await audience.database.rows<{ count: number }>(what))[0]!.count

  it("leaves rows that are those of a rebuild, and members that are those of a full evaluation", async () => {
    await audience.identity.defineAttribute({ key: "size", label: "Size", type: "number" })
    const pipeline = (async () => {
      while (!over) await round(audience)
    })()
    await Promise.all(Array.from({ length: WORKERS }, work))
    over = true
    await pipeline
    const waiting = sql`select (select count(*) from audience.event_batch) + (select count(*) from audience.touched) + (select count(*) from audience.identity_task)
      + (select count(*) from audience.import where status in ('running', 'undoing')) as count`
    do await round(audience)
    while ((await count(waiting)) > 0)
    expect(unexpected).toEqual([])

    for (const table of [
      "visitor",
      "customer",
      "cart_visitor",
      "event",
      "session",
      "profile_day",
      "profile_state",
      "order_fact",
      "order_line",
      "refund",
      "cart",
      "attribute_value",
    ]) {
      const gone = await count(sql`
        select count(*) as count from audience.${raw(table)} t left join audience.profile p on p.id = t.profile_id
        where t.profile_id > 0 and (p.id is null or p.merged_into is not null or p.erased_at is not null)`)
      expect([table, gone]).toEqual([table, 0])
    }
    for (const table of ["event", "session", "profile_day", "cart_visitor"]) {
      const elsewhere = await count(sql`
        select count(*) as count from audience.${raw(table)} t left join audience.visitor v on v.id = t.visitor_id where v.profile_id is distinct from t.profile_id`)
      expect([table, elsewhere]).toEqual([table, 0])
    }
    const lines = await count(sql`
      select count(*) as count from audience.order_line l left join audience.order_fact o on o.id = l.order_id where o.profile_id is distinct from l.profile_id`)
    expect(lines).toBe(0)

    const folded = await storedRollups(audience.database)
    // Who never did anything may have a row of zeros, or none.
    const state = sql`select * from audience.profile_state where events > 0 or orders > 0 or open_cart_id is not null order by profile_id`
    const states = await audience.database.rows(state)
    await audience.rollups.rebuild((await standing()).map(({ id }) => id))
    expect(await storedRollups(audience.database)).toEqual(folded)
    expect(await audience.database.rows(state)).toEqual(states)

    const segments = (await audience.segments.all()).map(({ id, name, rule }) => ({ id, name, rule }))
    expect(await wrongMembers(audience, segments)).toEqual([])
  })
})
