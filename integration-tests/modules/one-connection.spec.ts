import { randomUUID } from "node:crypto"
import { Readable } from "node:stream"
import sql from "sql-template-tag"
import type { RuleGroup } from "../../src/contract"
import { createAudience, type Audience } from "../../src/modules/audience/audience"
import { openDatabase } from "../../src/modules/audience/lib/database"
import { createTestAudience, type TestAudience } from "../support/audience"

const NOW = "2026-11-23T12:00:00.000Z"
const CHROME = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36"
const ADMIN = { type: "user", id: "user_1" } as const

// Whoever holds a connection and waits for another one waits for those who do the same: ten requests at once would stop the whole plugin for ever.
describe("with a single connection to the database", () => {
  let audience: TestAudience
  let narrow: Audience
  let segmentId: string
  let staticId: string
  let published: string[]
  let profiles: number[]
  const RULE: RuleGroup = { match: "all", rules: [{ field: "behavior.page_views", operator: "gte", value: 1 }] }

  beforeAll(async () => {
    audience = await createTestAudience({ now: NOW })
    narrow = createAudience({ ...audience, database: openDatabase({ connectionString: audience.database.url, max: 1 }, () => undefined) })
    for (const name of ["ada", "ben", "cleo", "dan"]) {
      await visit(randomUUID())
      await audience.identity.saveCustomer(customer(name))
    }
    await narrow.rollups.fold()
    const rows = await audience.database.rows<{ id: number; public_id: string }>(
      sql`select id, 'aprof_' || replace(public_id::text, '-', '') as public_id from audience.profile order by id`
    )
    profiles = rows.map(({ id }) => id)
    published = rows.map(({ public_id: id }) => id)
    segmentId = (await narrow.segments.create({ name: "Visitors", rule: RULE })).id
    staticId = (await narrow.segments.create({ name: "By hand", kind: "static" })).id
    await narrow.membership.tick()
  })
  afterAll(async () => {
    await narrow.database.close()
    await audience.database.drop()
  })

  const customer = (name: string) => ({
    ...{ id: `cus_${name}`, email: `${name}@shop.test`, first_name: name, last_name: null, phone: null, has_account: true },
    ...{ group_ids: [], metadata: null, created_at: new Date(NOW), updated_at: new Date(NOW), deleted_at: null },
  })
  async function visit(visitor: string): Promise<void> {
    const event = { id: randomUUID(), name: "page_viewed", at: NOW, session: randomUUID(), url: "https://shop.test/" }
    const body = { key: "pk_1", visitor, sent_at: NOW, events: [event] }
    expect((await narrow.collection.collect({ body, userAgent: CHROME, headers: {}, isKnownKey: () => true })).status).toBe(202)
  }

  it("records, ties, merges and evaluates", async () => {
    const visitor = randomUUID()
    await visit(visitor)
    await narrow.identity.identifyCustomer({ visitor, customer: customer("eve") })
    await narrow.identity.runTasks()
    await narrow.identity.merge(profiles[0]!, profiles[2]!, "test")
    const [merge] = await narrow.identity.mergesOf(profiles[0]!)
    await narrow.identity.unmerge((await narrow.identity.mergeIdOf(merge!.id))!)
    await narrow.membership.decide(staticId, { add: [profiles[0]!] })
    await narrow.rollups.fold()
    await narrow.membership.tick()
    expect((await narrow.membership.members(staticId)).toArray()).toEqual([profiles[0]])
  })

  it("answers lists in which people's segments stand, narrowed by a rule, and files", async () => {
    const query = { fields: ["attribute.segments"], rule: RULE, order: "-visit.last_seen", limit: 10 }
    expect((await narrow.reports.profiles(query)).members.length).toBeGreaterThan(0)
    expect((await narrow.reports.members(segmentId, query)).members.length).toBeGreaterThan(0)
    for await (const _ of await narrow.exports.csv(segmentId, query)) continue
  })

  it("answers reports", async () => {
    await narrow.reports.overview(segmentId)
    await narrow.reports.report(segmentId, "2026-11-20", "2026-11-23")
    await narrow.reports.compare([segmentId, staticId], "2026-11-20", "2026-11-23")
    await narrow.reports.funnel(segmentId, "2026-11-20", "2026-11-23")
    await narrow.reports.productAudience("prod_mug")
    await narrow.membership.explain(segmentId, profiles[0]!)
  })

  it("takes a file of people for a segment", async () => {
    await narrow.identity.defineAttribute({ key: "size", label: "Size", type: "number" })
    const file = Readable.from([Buffer.from("email,size\nben@shop.test,42\n")])
    const { status } = await narrow.imports.upload({ name: "people.csv", file, dryRun: false, segmentId: staticId })
    expect(status).toBe("done")
    await narrow.identity.deleteAttribute("size")
  })

  it("hands out a person's data and erases it", async () => {
    const data = await narrow.privacy.dataOf({ profileId: published[0]! }, ADMIN)
    expect(data.profile_id).toBe(published[0])
    expect((await narrow.privacy.erase({ profileId: published[0]! }, ADMIN)).remaining).toBe(0)
    expect((await narrow.privacy.erase({ customerId: "cus_ben" }, ADMIN)).remaining).toBe(0)
  })
})
