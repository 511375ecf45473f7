import sql from "sql-template-tag"
import type { RuleNode } from "../../src/contract"
import { createTestAudience, type TestAudience } from "../support/audience"

const NOW = "2026-03-10T12:00:00Z"

describe("segments", () => {
  let audience: TestAudience
  const ids: Record<string, number> = {}

  beforeAll(async () => {
    audience = await createTestAudience({ now: NOW, options: { timeZone: "Europe/Berlin" } })
    const db = audience.database
    for (const name of ["ada", "bob", "cyd", "dan"]) {
      const [row] = await db.rows<{ id: number }>(sql`insert into audience.profile (created_at) values (${NOW}) returning id`)
      ids[name] = row?.id ?? 0
    }
    await db.execute(sql`insert into audience.context (device_type, country) values ('mobile', 'DE'), ('desktop', 'FR')`)
    await db.execute(
      sql`insert into audience.profile_state (profile_id, sessions, first_seen, last_seen, context_id) values (${ids.ada}, 1, ${NOW}, ${NOW}, 1), (${ids.bob}, 3, '2026-01-01', '2026-02-01', 2)`
    )
    await db.execute(
      sql`insert into audience.cart (id, profile_id, currency_code, total, total_reporting, quantity, created_at, touched_at) values ('cart_1', ${ids.cyd}, 'eur', 10, 10, 1, ${NOW}, '2026-03-10T11:30:00Z')`
    )
  })
  afterAll(() => audience.database.drop())

  async function members(rule: RuleNode): Promise<string[]> {
    const valid = await audience.segments.validate(rule)
    const { members } = await audience.segments.evaluate(valid)
    const found = Object.keys(ids).filter((name) => members.has(ids[name] ?? 0))
    expect(members.size).toBe(found.length)
    members.dispose()
    return found
  }

  describe("evaluate", () => {
    it("finds new and returning visitors, and neither among people without a session", async () => {
      expect(await members({ field: "visit.type", operator: "eq", value: "new" })).toEqual(["ada"])
      expect(await members({ field: "visit.type", operator: "eq", value: "returning" })).toEqual(["bob"])
      expect(await members({ field: "visit.type", operator: "neq", value: "new" })).toEqual(["bob", "cyd", "dan"])
    })

    it("finds a device regardless of case and its complement", async () => {
      expect(await members({ field: "visit.country", operator: "eq", value: "de" })).toEqual(["ada"])
      expect(await members({ match: "all", not: true, rules: [{ field: "visit.country", operator: "eq", value: "de" }] })).toEqual([
        "bob",
        "cyd",
        "dan",
      ])
    })

    it("tells when a cart that waits becomes abandoned", async () => {
      const rule: RuleNode = { field: "purchase.abandoned_carts", operator: "gte", value: 1, within: { last: 14, unit: "day" } }
      const before = await audience.segments.evaluate(rule)
      expect([before.members.size, before.validUntil?.toISOString()]).toEqual([0, "2026-03-10T12:30:00.000Z"])
      const after = await audience.segments.evaluate(rule, { now: new Date("2026-03-10T12:30:00Z") })
      expect(after.members.toArray()).toEqual([ids.cyd])
      expect(after.validUntil?.toISOString()).toBe("2026-03-10T23:00:00.000Z")
    })

    it("answers an empty group", async () => {
      expect(await members({ match: "all", rules: [] })).toEqual(["ada", "bob", "cyd", "dan"])
      expect(await members({ match: "any", rules: [] })).toEqual([])
    })
  })

  describe("catalogue", () => {
    it("offers only templates that the set engine evaluates", async () => {
      const { templates } = await audience.segments.catalogue()
      expect(templates.map(({ id }) => id)).toEqual(
        expect.arrayContaining(["cart_abandoners", "high_value_purchasers", "age_18_24", "gender_female", "tier_gold"])
      )
      for (const { rule } of templates) (await audience.segments.evaluate(rule)).members.dispose()
    })
  })

  describe("create", () => {
    it("makes a handle of the name and the first version", async () => {
      const segment = await audience.segments.create({ name: "Größe & Co", rule: { field: "visit.type", operator: "eq", value: "new" } })
      expect(segment).toMatchObject({ handle: "grosse-co", version: 1, family: "visit", kind: "dynamic" })
      const again = await audience.segments.create({ name: "Größe & Co", rule: { field: "visit.type", operator: "eq", value: "new" } })
      expect(again.handle).toBe("grosse-co-2")
    })
  })
})
