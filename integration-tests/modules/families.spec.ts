import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import path from "node:path"
import sql from "sql-template-tag"
import type { RuleCondition } from "../../src/contract"
import * as publicDoor from "../../src/families"
import { touchProfiles } from "../../src/modules/audience/touch-profiles"
import { createFamilies } from "../../src/modules/audience/families"
import { createTestAudience, type TestAudience } from "../support/audience"

const NOW = "2026-03-10T12:00:00Z"

describe("option families", () => {
  let folder: string
  beforeAll(() => {
    folder = mkdtempSync(path.join(tmpdir(), "audience-family-"))
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  /** A module as a shop's compiler leaves it. */
  function module(name: string, source: string): string {
    const file = path.join(folder, `${name}.js`)
    writeFileSync(file, source)
    return file
  }

  const LOYALTY = `
    const { sql, numberOf } = require(${JSON.stringify(require.resolve("../../src/modules/audience/families"))})
    const people = { from: sql\`audience.profile p\`, profile: sql\`p.id\`, column: sql\`p.id\` }
    exports.default = { id: "loyalty", label: "Loyalty", fields: [{
      name: "cards", type: "number", missing: "zero", label: "Cards", help: "Cards held, as many as the person's number.",
      compile: (ask, context) => numberOf(people, ask, context) }] }`

  it("adds the shop's own fields to the catalogue and to rules", async () => {
    const audience = await createTestAudience({ now: NOW, options: { families: [module("loyalty", LOYALTY)] } })
    try {
      await audience.database.execute(sql`insert into audience.profile (created_at) values (${NOW}), (${NOW}), (${NOW})`)
      const { families } = await audience.segments.catalogue()
      expect(families.map(({ id }) => id)).toEqual(["visit", "behavior", "purchase", "attribute", "loyalty"])
      const found = async (operator: string, value: number): Promise<number[]> =>
        (await audience.segments.evaluate(await audience.segments.validate({ field: "loyalty.cards", operator, value }))).members.toArray()
      expect(await found("gte", 2)).toEqual([2, 3])
      expect(await found("lt", 2)).toEqual([1])
    } finally {
      await audience.database.drop()
    }
  })

  it.each([
    ["a module that is not there", () => "./no-such-family", /option "families": \.\/no-such-family cannot be loaded/],
    ["a module that is no family", () => module("empty", "exports.default = {}"), /must export a family made by defineFamily/],
    [
      "a family that takes the name of another",
      () => module("visit", `exports.default = { id: "visit", label: "Visits", fields: [] }`),
      /there are two families "visit"/,
    ],
  ])("refuses %s", (_, file, message) => {
    expect(() => createFamilies([file()])).toThrow(message)
  })
})

describe("the example of a family from outside", () => {
  let audience: TestAudience
  const DAY_MS = 86_400_000

  beforeAll(async () => {
    audience = await createTestAudience({ now: NOW, options: { families: ["./docs/examples/loyalty/src/segment-families/loyalty"] } })
    await audience.database.execute(sql`create table public.loyalty_entry (
      id text primary key, customer_id text not null, points int not null, reason text not null, given_at timestamptz not null, deleted_at timestamptz)`)
    for (const name of ["ada", "ben", "cleo"]) {
      await audience.identity.saveCustomer({
        ...{
          id: `cus_${name}`,
          email: `${name}@shop.test`,
          first_name: name,
          last_name: null,
          phone: null,
          has_account: true,
          group_ids: [],
        },
        ...{ metadata: null, created_at: new Date(NOW), updated_at: new Date(NOW), deleted_at: null },
      })
    }
    await give("ada", 100, "review", 100)
    await give("ada", 50, "order", 1)
    await give("ada", -30, "voucher", 0)
    await give("ben", 20, "review", 2)
  })
  afterAll(() => audience.database.drop())

  let entries = 0
  const give = (name: string, points: number, reason: string, daysAgo: number): Promise<number> =>
    audience.database.execute(sql`insert into public.loyalty_entry (id, customer_id, points, reason, given_at)
      values (${`loy_${++entries}`}, ${`cus_${name}`}, ${points}, ${reason}, ${new Date(new Date(NOW).getTime() - daysAgo * DAY_MS)})`)

  async function preview(condition: Omit<RuleCondition, "field"> & { field: string }): Promise<string[]> {
    const { members } = await audience.segments.preview(await audience.segments.validate(condition))
    const people = await audience.reports.profileDtos(members.toArray())
    members.dispose()
    return people.map(({ first_name: name }) => name ?? "")
  }

  it("is in the catalogue in each language, with suggestions from its own table", async () => {
    const { families } = await audience.segments.catalogue("ja-JP")
    const own = families.find(({ id }) => id === "loyalty")
    expect(own).toMatchObject({ label: "ポイントプログラム" })
    expect(own?.fields.map(({ field, type, windowed }) => [field, type, windowed])).toEqual([
      ["loyalty.points_given", "number", true],
      ["loyalty.balance", "number", false],
      ["loyalty.last_entry_at", "date", false],
    ])
    expect(await audience.segments.fieldValues("loyalty.points_given", { dimension: "reason", q: "rev" })).toEqual([
      { value: "review", label: "review", count: 2 },
    ])
    expect(await audience.segments.ruleText({ field: "loyalty.balance", operator: "gte", value: 100 }, { language: "de" })).toBe(
      "Punktestand: mindestens 100"
    )
  })

  it("answers previews with windows, filters, zero and its own dates", async () => {
    expect(await preview({ field: "loyalty.balance", operator: "gte", value: 100 })).toEqual(["ada"])
    expect(await preview({ field: "loyalty.balance", operator: "eq", value: 0 })).toEqual(["cleo"])
    const given = { field: "loyalty.points_given", operator: "gte", value: 20, within: { last: 30, unit: "day" } } as const
    expect(await preview(given)).toEqual(["ada", "ben"])
    expect(await preview({ ...given, where: [{ dimension: "reason", operator: "eq", value: "Review" }] })).toEqual(["ben"])
    expect(await preview({ field: "loyalty.last_entry_at", operator: "not_in_last", value: { last: 1, unit: "day" } })).toEqual([
      "ben",
      "cleo",
    ])
    await expect(audience.segments.validate({ ...given, where: [{ dimension: "mood", operator: "eq", value: "x" }] })).rejects.toThrow(
      "rule.where[0].dimension"
    )
  })

  it("moves people in and out when the shop says whose data has changed", async () => {
    const rule = await audience.segments.validate({ field: "loyalty.balance", operator: "gte", value: 100 })
    const { id } = await audience.segments.create({ name: "Many points", rule })
    await audience.membership.tick()
    const names = async (): Promise<string[]> =>
      (await audience.reports.profileDtos((await audience.membership.members(id)).toArray())).map(({ first_name: name }) => name ?? "")
    expect(await names()).toEqual(["ada"])

    await give("ben", 500, "gift", 0)
    audience.clock.advance(1000)
    expect(await touchProfiles(audience, { customerIds: ["cus_ben", "cus_nobody"] })).toBe(1)
    expect(await audience.membership.tick()).toEqual({ evaluated: 1, changed: 1 })
    expect(await names()).toEqual(["ada", "ben"])
    const evaluated = await audience.segments.evaluate(rule)
    expect(evaluated.members.size).toBe(2)

    const [ada] = await audience.reports.profileDtos((await audience.membership.members(id)).toArray())
    await give("ada", -100, "voucher", 0)
    audience.clock.advance(1000)
    expect(await touchProfiles(audience, { profileIds: [ada!.id] })).toBe(1)
    await audience.membership.tick()
    expect(await names()).toEqual(["ben"])
  })

  it("has columns in lists, can be sorted by, and stands in files", async () => {
    const fields = ["loyalty.balance", "loyalty.last_entry_at"]
    const { members } = await audience.reports.profiles({ fields, order: "-loyalty.points_given", limit: 2 })
    expect(members.map(({ first_name: name, values }) => [name, values["loyalty.balance"]])).toEqual([
      ["ben", 520],
      ["ada", 20],
    ])
    const chunks: string[] = []
    for await (const chunk of await audience.exports.csv(null, { fields: ["attribute.first_name", "loyalty.balance"], order: "attribute.first_name" })) chunks.push(String(chunk)) // prettier-ignore
    expect(chunks.join("")).toBe("attribute.first_name,loyalty.balance\r\nada,20\r\nben,520\r\ncleo,0\r\n")
  })

  it("imports no more than what is public", () => {
    expect(Object.keys(publicDoor).sort()).toEqual([
      ...["booleanOf", "choiceColumn", "choiceOf", "dayOfProfile", "defineFamily", "defineField", "empty", "filterFacts", "instantOf"],
      ...["join", "listOf", "measure", "numberColumn", "numberOf", "raw", "sql", "suggestLabels", "suggestProducts", "suggestRows"],
      ...["textColumn", "textOf"],
    ])
  })
})

describe("values", () => {
  let audience: TestAudience
  beforeAll(async () => {
    audience = await createTestAudience({ now: NOW })
    const { database: db, collection } = audience
    await db.execute(sql`insert into audience.profile (created_at) values (${NOW}), (${NOW}), (${NOW})`)
    await db.execute(sql`insert into audience.context (country) values ('DE'), ('FR')`)
    await db.execute(sql`insert into audience.profile_state (profile_id, context_id) values (1, 1), (2, 2), (3, 2)`)
    await db.execute(
      sql`insert into audience.label (kind, id, label) values ('category', 'pcat_1', 'Shoes'), ('customer_group', 'cusgroup_1', 'Shoe lovers')`
    )
    await db.execute(
      sql`insert into audience.product (id, title, updated_at) values ('prod_1', 'Red Mug', ${NOW}), ('prod_2', 'Blue mug', ${NOW})`
    )
    await db.execute(sql`insert into audience.event_name (name) values ('page_viewed'), ('gift_wrapped')`)
    await db.execute(sql`insert into audience.page (host, path, title) values ('shop.test', '/sale', ''), ('shop.test', '/', '')`)
    await db.execute(sql`insert into audience.attribute_value (profile_id, attribute_id, source, text_value, updated_at)
      select 1, id, 'api', 'gold', ${NOW} from audience.attribute where key = 'member_tier'`)
    await collection.ensurePartitions(new Date(NOW), new Date(NOW))
    await db.execute(sql`
      insert into audience.event (at, id, session_id, batch_id, profile_id, visitor_id, name_id, page_id, properties)
      select ${NOW}, gen_random_uuid(), gen_random_uuid(), 1, 1, 1, n.id, p.id, case n.name when 'gift_wrapped' then '{"color": "red"}'::jsonb end
      from audience.event_name n, audience.page p where (n.name, p.path) in (('page_viewed', '/'), ('gift_wrapped', '/'))`)
  })
  afterAll(() => audience.database.drop())

  const values = (field: string, input: { q?: string; dimension?: string } = {}) => audience.segments.fieldValues(field, input)

  it("suggests what is there by how many people have it", async () => {
    expect(await values("visit.country")).toEqual([
      { value: "FR", label: "FR", count: 2 },
      { value: "DE", label: "DE", count: 1 },
    ])
    expect(await values("visit.country", { q: "d" })).toEqual([{ value: "DE", label: "DE", count: 1 }])
  })

  it("suggests products, categories and groups by name, with their ids as values", async () => {
    expect(await values("purchase.orders", { dimension: "product_id", q: "mug" })).toEqual([
      { value: "prod_2", label: "Blue mug" },
      { value: "prod_1", label: "Red Mug" },
    ])
    expect(await values("purchase.orders", { dimension: "category_id" })).toEqual([{ value: "pcat_1", label: "Shoes" }])
    expect(await values("attribute.customer_groups", { q: "SHOE" })).toEqual([{ value: "cusgroup_1", label: "Shoe lovers" }])
  })

  it("suggests pages, event names, property keys and their values", async () => {
    expect((await values("behavior.page_views", { dimension: "path" })).map(({ value, count }) => [value, count])).toEqual([
      ["/", 1],
      ["/sale", 0],
    ])
    expect((await values("behavior.events", { dimension: "name" })).map(({ value }) => value)).toEqual(["gift_wrapped", "page_viewed"])
    expect((await values("behavior.events", { dimension: "properties." })).map(({ value }) => value)).toEqual(["color"])
    expect((await values("behavior.events", { dimension: "properties.color" })).map(({ value }) => value)).toEqual(["red"])
  })

  it("suggests the choices of an attribute, used ones first", async () => {
    expect((await values("attribute.member_tier")).map(({ value, count }) => [value, count])).toEqual([
      ["gold", 1],
      ["bronze", 0],
      ["platinum", 0],
      ["silver", 0],
    ])
  })

  it("refuses a field or dimension that does not exist", async () => {
    await expect(values("visit.mood")).rejects.toThrow("visit.mood is not a field of the catalogue")
    await expect(values("visit.sessions", { dimension: "mood" })).rejects.toThrow('"mood" is not a dimension of visit.sessions')
  })
})
