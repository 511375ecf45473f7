import { writeFileSync } from "node:fs"
import { mkdtemp, rm } from "node:fs/promises"
import { tmpdir } from "node:os"
import path from "node:path"
import sql from "sql-template-tag"
import type { ExplainedCondition, ExplainedGroup, RuleCondition, RuleGroup } from "../../src/contract"
import { createTestAudience, type TestAudience } from "../support/audience"

const NOW = "2026-03-28T12:00:00Z"
const all = (...rules: RuleGroup["rules"]): RuleGroup => ({ match: "all", rules })
const orders = (value: number, within?: RuleCondition["within"], operator: RuleCondition["operator"] = "gte"): RuleCondition => ({
  ...{ field: "purchase.orders", operator, value },
  ...(within ? { within } : {}),
})

/** As a shop's compiler leaves a family of its own; the second field tells no evidence. */
const LOYALTY = `
  const { sql, numberOf } = require(${JSON.stringify(require.resolve("../../src/modules/audience/families"))})
  const cards = { from: sql\`audience.profile p\`, profile: sql\`p.id\`, column: sql\`p.id\` }
  exports.default = { id: "loyalty", label: "Loyalty", fields: [
    { name: "cards", type: "number", missing: "zero", label: "Cards", help: "As many as the person's number.", compile: (ask, context) => numberOf(cards, ask, context) },
    { name: "mood", type: "text", label: "Mood", help: "Always sunny.", compile: (ask, context) => ({ statement: sql\`select p.id as profile_id from audience.profile p where true\${context.scope(sql\`p.id\`)}\` }) }] }`

describe("why", () => {
  let folder: string
  let audience: TestAudience
  let ada: number
  let bob: number

  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), "audience-why-"))
    writeFileSync(path.join(folder, "loyalty.js"), LOYALTY)
    audience = await createTestAudience({
      now: NOW,
      options: { timeZone: "Europe/Berlin", families: [path.join(folder, "loyalty.js")] },
    })
    const db = audience.database
    const profiles = await db.rows<{ id: number }>(sql`
      insert into audience.profile (created_at) values (${NOW}), (${NOW}) returning id`)
    ada = profiles[0]?.id ?? 0
    bob = profiles[1]?.id ?? 0
    // Ada ordered three times: a week ago, yesterday, and half an hour ago.
    await db.execute(sql`
      insert into audience.order_fact (id, display_id, profile_id, currency_code, total, total_reporting, placed_at, updated_at) values
        ('order_old', 7, ${ada}, 'eur', 10, 10, '2026-03-21T09:00:00Z', ${NOW}),
        ('order_mid', 8, ${ada}, 'eur', 20, 20, '2026-03-27T09:00:00Z', ${NOW}),
        ('order_new', 9, ${ada}, 'eur', 40, 40, '2026-03-28T11:30:00Z', ${NOW})`)
    await db.execute(sql`insert into audience.label (id, kind, label) values ('cusgroup_1', 'customer_group', 'Wholesale')`)
    await db.execute(sql`
      insert into audience.customer (id, profile_id, email, group_ids, created_at, updated_at) values ('cus_ada', ${ada}, 'ada@shop.test', '{cusgroup_1}', ${NOW}, ${NOW})`)
    await db.execute(sql`update audience.profile set customer_id = 'cus_ada' where id = ${ada}`)
    await audience.rollups.refreshStates(db, [ada, bob])
  })
  afterAll(async () => {
    await audience.database.drop()
    await rm(folder, { recursive: true, force: true })
  })

  async function why(condition: RuleCondition, profile = ada): Promise<ExplainedCondition> {
    const { rule } = await audience.segments.explain(all(condition), profile)
    return rule.rules[0] as ExplainedCondition
  }

  it("counts the orders behind a condition and tells the latest of them", async () => {
    const { result, evidence, text } = await why(orders(2))
    expect({ result, value: evidence?.value, text }).toEqual({ result: true, value: 3, text: "orders: at least 2" })
    expect(evidence?.facts).toEqual([
      { at: "2026-03-28T11:30:00.000Z", id: "order_new", text: "#9", value: 40, unit: "money" },
      { at: "2026-03-27T09:00:00.000Z", id: "order_mid", text: "#8", value: 20, unit: "money" },
      { at: "2026-03-21T09:00:00.000Z", id: "order_old", text: "#7", value: 10, unit: "money" },
    ])
    expect((await why({ field: "purchase.spent", operator: "gte", value: 70 })).evidence?.value).toBe(70)
    expect((await why(orders(1), bob)).evidence).toEqual({ value: 0, facts: [] })
    expect((await why({ field: "purchase.largest_order", operator: "gte", value: 1 }, bob)).evidence?.value).toBeNull()
  })

  it("names the very millisecond at which a fact leaves a window of hours", async () => {
    // Both bounds are in the window: the order of 11:30 is in it until 12:30:00.000.
    expect(await why(orders(1, { last: 1, unit: "hour" }))).toMatchObject({ result: true, changes_at: "2026-03-28T12:30:00.001Z" })
    // Fewer than one: the same moment, the other way round.
    expect(await why(orders(1, { last: 1, unit: "hour" }, "lt"))).toMatchObject({ result: false, changes_at: "2026-03-28T12:30:00.001Z" })
    // Exactly one in eight days of hours: after two of the three have left.
    expect(await why(orders(1, { last: 192, unit: "hour" }, "eq"))).toMatchObject({ result: false, changes_at: "2026-04-04T09:00:00.001Z" })
  })

  it("names the midnight at which a count of days falls, over the change of clocks", async () => {
    // Two orders in two days; yesterday's leaves at the next midnight in Berlin, which is 23:00 UTC in winter.
    expect(await why(orders(2, { last: 2, unit: "day" }))).toMatchObject({ result: true, changes_at: "2026-03-28T23:00:00.000Z" })
    // Today's leaves a night later, when the clocks have gone forward.
    expect(await why(orders(1, { last: 2, unit: "day" }))).toMatchObject({ result: true, changes_at: "2026-03-29T22:00:00.000Z" })
  })

  it("says that nothing changes by itself where nothing does", async () => {
    expect((await why(orders(2))).changes_at).toBeNull()
    expect((await why(orders(9, { last: 30, unit: "day" }))).changes_at).toBeNull()
    expect((await why(orders(1, { last: 1, unit: "hour" }), bob)).changes_at).toBeNull()
  })

  it("follows the rule as a whole through the changes of its conditions", async () => {
    // At 12:30 the first condition becomes false and the rule stays true; at midnight the second does, and the rule with it.
    const rule: RuleGroup = { match: "any", rules: [orders(1, { last: 1, unit: "hour" }), orders(2, { last: 2, unit: "day" })] }
    const explained = await audience.segments.explain(rule, ada)
    expect({ result: explained.result, changesAt: explained.changesAt?.toISOString() }).toEqual({
      result: true,
      changesAt: "2026-03-28T23:00:00.000Z",
    })
  })

  it("gives every group its result", async () => {
    const rule = all(
      { match: "any", not: true, rules: [orders(9), { field: "attribute.identified", operator: "eq", value: false }] },
      orders(3)
    )
    const { rule: explained, result } = await audience.segments.explain(rule, ada)
    const inner = explained.rules[0] as ExplainedGroup
    expect([result, explained.result, inner.result, ...inner.rules.map((node) => node.result)]).toEqual([true, true, true, false, false])
    expect((inner.rules[1] as ExplainedCondition).evidence).toEqual({ value: true, facts: [] })
  })

  it("names what codes and ids stand for", async () => {
    const { evidence } = await why({ field: "attribute.customer_groups", operator: "has_any", value: ["cusgroup_1"] })
    expect(evidence).toEqual({ value: ["cusgroup_1"], label: "Wholesale", facts: [] })
  })

  it("follows other segments down to what they rest on", async () => {
    const recent = await audience.segments.create({ name: "Ordered within the hour", rule: all(orders(1, { last: 1, unit: "hour" })) })
    const often = await audience.segments.create({ name: "Nine orders", rule: all(orders(9)) })
    const condition = await why({ field: "attribute.segments", operator: "has_any", value: [often.id, recent.id] })
    expect(condition).toMatchObject({ result: true, changes_at: "2026-03-28T12:30:00.001Z" })
    expect(condition.evidence).toEqual({
      value: [recent.id],
      facts: [{ at: null, id: recent.id, text: "Ordered within the hour", value: null }],
    })
  })

  it("leaves out what would tell a birthday to whom it is hidden, also by an age and by another segment", async () => {
    await audience.database.execute(sql`
      insert into audience.attribute_value (profile_id, attribute_id, date_value, source, updated_at)
      select ${ada}, id, '1990-04-01', 'api', ${NOW} from audience.attribute where key = 'birthday'`)
    const soon: RuleCondition = { field: "attribute.birthday", operator: "anniversary_in_next", value: { next: 7, unit: "day" } }
    const age: RuleCondition = { field: "attribute.age", operator: "eq", value: 35 }
    const { id } = await audience.segments.create({ name: "Birthday soon", rule: all(soon) })
    const among: RuleCondition = { field: "attribute.segments", operator: "has_any", value: [id] }
    const recent = orders(1, { last: 1, unit: "hour" })
    // The birthday is over on April 2nd and the age changes on the 1st, at midnight in Berlin.
    const turns = { soon: "2026-04-01T22:00:00.000Z", age: "2026-03-31T22:00:00.000Z", recent: "2026-03-28T12:30:00.001Z" }
    const told = async (rule: RuleGroup, hidePersonal: boolean): Promise<(string | null)[]> => {
      const explained = await audience.segments.explain(rule, ada, { hidePersonal })
      expect(explained.result).toBe(true)
      const leaves = explained.rule.rules as ExplainedCondition[]
      return [explained.changesAt?.toISOString() ?? null, ...leaves.map(({ changes_at: at }) => at)]
    }
    expect(await told(all(soon, age, among, recent), false)).toEqual([turns.recent, turns.soon, turns.age, turns.soon, turns.recent])
    expect(await told(all(soon, age, among, recent), true)).toEqual([null, null, null, null, turns.recent])
    for (const one of [soon, age, among]) expect(await told(all(one), true)).toEqual([null, null])
    expect(await told(all(recent, { field: "attribute.birthday", operator: "set" }), true)).toEqual([turns.recent, turns.recent, null])
  })

  it("explains a shop's own family, also a field that tells no evidence", async () => {
    expect(await why({ field: "loyalty.cards", operator: "gte", value: 2 }, bob)).toMatchObject({ result: true, evidence: { value: bob } })
    expect(await why({ field: "loyalty.mood", operator: "eq", value: "sunny" })).toMatchObject({ result: true, evidence: null })
  })

  it("finds the change of somebody with more facts in a window of hours than it looks at one by one", async () => {
    const [cyd] = await audience.database.rows<{ id: number }>(sql`insert into audience.profile (created_at) values (${NOW}) returning id`)
    const profile = cyd?.id ?? 0
    await audience.database.execute(sql`
      insert into audience.refund (id, order_id, profile_id, amount, amount_reporting, refunded_at)
      select 'ref_' || n, 'order_old', ${profile}, 1, 1, ${NOW}::timestamptz - n * interval '1 minute' from generate_series(1, 2000) n`)
    // 3 remain when the refund of 11:57 is the oldest of them: that of 11:56 leaves 100 hours after it.
    const { result, changes_at: changesAt } = await why(
      { field: "purchase.refunds", operator: "gte", value: 4, within: { last: 100, unit: "hour" } },
      profile
    )
    expect({ result, changesAt }).toEqual({ result: true, changesAt: "2026-04-01T15:56:00.001Z" })
  })

  it("says of a segment what is stored, what is true now, and that an internal person is in none", async () => {
    const segment = await audience.segments.create({ name: "Buyers", rule: all(orders(1)) })
    expect(await audience.membership.explain(segment.id, ada)).toMatchObject({ member: false, result: true, internal: false })
    await audience.membership.evaluate(segment.id)
    expect(await audience.membership.explain(segment.id, ada)).toMatchObject({ member: true, result: true })
    await audience.database.execute(sql`update audience.profile set internal = true where id = ${ada}`)
    expect(await audience.membership.explain(segment.id, ada)).toMatchObject({
      result: false,
      internal: true,
      changes_at: null,
      rule: { result: true },
    })
    await audience.database.execute(sql`update audience.profile set internal = false where id = ${ada}`)
  })
})
