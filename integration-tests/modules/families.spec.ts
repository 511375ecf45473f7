import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import path from "node:path"
import sql from "sql-template-tag"
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
