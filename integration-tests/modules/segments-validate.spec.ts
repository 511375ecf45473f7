import fc from "fast-check"
import { RULE_LIMITS } from "../../src/contract"
import { createTestAudience, type TestAudience } from "../support/audience"

describe("segments.validate", () => {
  let audience: TestAudience
  beforeAll(async () => {
    audience = await createTestAudience({ now: "2026-03-10T12:00:00Z" })
  })
  afterAll(() => audience.database.drop())

  const type = { field: "visit.type", operator: "eq", value: "new" }
  const all = (...rules: unknown[]): unknown => ({ match: "all", rules })
  const views = (given: object): unknown => all({ field: "behavior.page_views", operator: "gte", value: 1, ...given })
  const nested = (depth: number): unknown => (depth === 0 ? type : all(nested(depth - 1)))

  it.each<[string, unknown, string]>([
    ["no rule", undefined, "rule: must be a group"],
    ["a list", [], "rule: must be a group"],
    ["an unknown match", { match: "some", rules: [] }, "rule.match: must be all or any"],
    ["a misspelt key", { match: "all", rules: [], nott: true }, "rule.nott: is not known; rule takes match, not, rules"],
    ["rules that are no list", { match: "all", rules: {} }, "rule.rules: must be a list"],
    [
      "an unknown field",
      all(type, { field: "visit.mood", operator: "eq", value: "x" }),
      'rule.rules[1].field: "visit.mood" is not a field of the catalogue',
    ],
    [
      "a field of an object's own",
      all({ field: "constructor", operator: "eq", value: "x" }),
      'rule.rules[0].field: "constructor" is not a field',
    ],
    [
      "an operator that the type lacks",
      all({ ...type, operator: "gte" }),
      'rule.rules[0].operator: "gte" is not an operator of visit.type; it takes eq, neq,',
    ],
    ["a choice that does not exist", all({ ...type, value: "old" }), "rule.rules[0].value: must be one of new, returning"],
    ["a number as text", views({ value: "3" }), "rule.rules[0].value: must be a number"],
    ["no number at all", views({ value: Infinity }), "rule.rules[0].value: must be a number"],
    [
      "a value where none belongs",
      all({ field: "visit.country", operator: "set", value: "DE" }),
      "rule.rules[0].value: set takes no value",
    ],
    ["a range upside down", views({ operator: "between", value: [5, 1] }), "rule.rules[0].value: must be [lowest, highest]"],
    [
      "an empty list",
      all({ field: "visit.country", operator: "in", value: [] }),
      "rule.rules[0].value: must be a list of at least one text",
    ],
    [
      "a number in a list of texts",
      all({ field: "visit.country", operator: "in", value: ["DE", 4] }),
      "rule.rules[0].value[1]: must be text",
    ],
    [
      "too long a list",
      all({ field: "visit.country", operator: "in", value: Array.from({ length: RULE_LIMITS.listValues + 1 }, (_, i) => `c${i}`) }),
      "rule.rules[0].value: must not have more than 1000 values",
    ],
    [
      "too long a text",
      all({ field: "visit.country", operator: "eq", value: "x".repeat(513) }),
      "rule.rules[0].value: must not exceed 512 characters",
    ],
    [
      "a text that cannot be stored",
      all({ field: "visit.country", operator: "eq", value: "a\u0000b" }),
      "rule.rules[0].value: must not contain characters that cannot be stored",
    ],
    [
      "half a surrogate pair",
      all({ field: "visit.country", operator: "eq", value: "a\ud800" }),
      "rule.rules[0].value: must not contain characters that cannot be stored",
    ],
    [
      "a day that does not exist",
      all({ field: "visit.last_seen", operator: "on", value: "2026-02-30" }),
      "rule.rules[0].value: must be a day such as",
    ],
    [
      "a time without a zone",
      all({ field: "visit.last_seen", operator: "after", value: "2026-02-03T10:00:00" }),
      "rule.rules[0].value: must be a day such as",
    ],
    [
      "a time in a zone that nobody has",
      all({ field: "visit.last_seen", operator: "after", value: "2026-02-03T10:00:00+99:99" }),
      "rule.rules[0].value: must be a day such as",
    ],
    [
      "a relative time that looks the wrong way",
      all({ field: "visit.last_seen", operator: "in_last", value: { next: 3, unit: "day" } }),
      "rule.rules[0].value.next: is not known here",
    ],
    [
      "an unknown unit",
      all({ field: "visit.last_seen", operator: "in_last", value: { last: 3, unit: "week" } }),
      "rule.rules[0].value.unit: must be day, hour, minute",
    ],
    [
      "an anniversary on a date that has none",
      all({ field: "visit.last_seen", operator: "anniversary_in_next", value: { next: 3, unit: "day" } }),
      "rule.rules[0].operator:",
    ],
    ["a window on a field without", all({ ...type, within: { last: 3, unit: "day" } }), "rule.rules[0].within: visit.type takes no window"],
    ["a window of no days", views({ within: { last: 0, unit: "day" } }), "rule.rules[0].within.last: must be a whole number above 0"],
    ["too long a window", views({ within: { last: 731, unit: "day" } }), "rule.rules[0].within.last: must not exceed 730 days"],
    [
      "too long a window of hours",
      views({ within: { last: 730 * 24 + 1, unit: "hour" } }),
      "rule.rules[0].within.last: must not exceed 730 days",
    ],
    [
      "too long a window of days by name",
      views({ within: { from: "2024-01-01", to: "2026-01-01" } }),
      "rule.rules[0].within: must not exceed 730 days",
    ],
    [
      "a window that ends before it begins",
      views({ within: { from: "2026-02-01", to: "2026-01-01" } }),
      "rule.rules[0].within: must not end before it begins",
    ],
    ["an empty window", views({ within: {} }), "rule.rules[0].within: must have last, from or to"],
    [
      "an unknown dimension",
      views({ where: [{ dimension: "mood", operator: "eq", value: "x" }] }),
      'rule.rules[0].where[0].dimension: "mood" is not a dimension of behavior.page_views; it takes path, title, host, query',
    ],
    [
      "an operator that the dimension lacks",
      views({
        where: [
          { dimension: "path", operator: "eq", value: "/" },
          { dimension: "path", operator: "gt", value: 1 },
        ],
      }),
      'rule.rules[0].where[1].operator: "gt" is not an operator of path',
    ],
    [
      "filters on a field without",
      all({ ...type, where: [{ dimension: "path", operator: "set" }] }),
      "rule.rules[0].where: visit.type takes no filters",
    ],
    [
      "no filter where one is needed",
      all({ field: "behavior.events", operator: "gte", value: 1 }),
      "rule.rules[0].where: behavior.events needs a filter on name",
    ],
    [
      "a property without a key",
      all({ field: "behavior.events", operator: "gte", value: 1, where: [{ dimension: "properties.", operator: "set" }] }),
      "rule.rules[0].where[0].dimension:",
    ],
    [
      "one step",
      all({ field: "behavior.sequence", operator: "eq", value: true, steps: [{ name: "clicked" }] }),
      "rule.rules[0].steps: must be a list of 2 to 5 steps",
    ],
    ["steps on a field without", views({ steps: [] }), "rule.rules[0].steps: is not known"],
    ["too deep a tree", nested(6), "rule.rules[0].rules[0].rules[0].rules[0].rules[0]: must not be nested deeper than 5 groups"],
    ["too many conditions", all(...Array.from({ length: 101 }, () => type)), "rule.rules[100]: must not be the 101th condition"],
    [
      "an unknown segment",
      all({ field: "attribute.segments", operator: "has_any", value: ["aseg_none"] }),
      'rule.rules[0].value[0]: "aseg_none" is not a segment',
    ],
  ])("refuses %s with its place", async (_, rule, message) => {
    await expect(audience.segments.validate(rule)).rejects.toThrow(
      expect.objectContaining({ message: expect.stringContaining(message), type: "invalid_data" })
    )
    const error = await audience.segments.validate(rule).catch((failure: Error) => failure)
    expect((error as Error).message.startsWith("rule")).toBe(true)
  })

  it("takes the deepest and the longest rule that the limits allow", async () => {
    await expect(audience.segments.validate(nested(5))).resolves.toBeDefined()
    await expect(audience.segments.validate(all(...Array.from({ length: 100 }, () => type)))).resolves.toBeDefined()
  })

  it("makes a group of a single condition", async () => {
    expect(await audience.segments.validate(type)).toEqual({ match: "all", rules: [type] })
  })

  it("takes a path with a trailing slash as the page without", async () => {
    const rule = await audience.segments.validate(views({ where: [{ dimension: "path", operator: "eq", value: "/Sale/" }] }))
    expect(rule.rules[0]).toMatchObject({ where: [{ dimension: "path", operator: "eq", value: "/Sale" }] })
  })

  it("answers anything that JSON can hold with a rule or a refusal that names a place", async () => {
    await fc.assert(
      fc.asyncProperty(fc.jsonValue(), async (value) => {
        const rule = all({ field: "visit.country", operator: "eq", ...(typeof value === "object" ? value : { value }) })
        const outcome = await audience.segments.validate(rule).catch((error: Error) => error.message)
        expect(typeof outcome === "string" ? outcome : "rule").toMatch(/^rule/)
      }),
      { numRuns: 200 }
    )
  })
})

describe("a rule out of text that means harm", () => {
  let audience: TestAudience
  beforeAll(async () => {
    audience = await createTestAudience({ now: "2026-03-10T12:00:00Z" })
    await audience.database.pool.query("insert into audience.profile (created_at) values (now()), (now())")
  })
  afterAll(() => audience.database.drop())

  const HOSTILE = [
    "'",
    "''; drop table audience.profile; --",
    "$1",
    "%",
    "_",
    "\\",
    "\\'",
    '"',
    "{}",
    "{a,b}",
    "null",
    "a\nb",
    "ʼ or 1=1",
    "\u202e",
    "𝕏",
    "%s",
    "${x}",
    "../../etc",
    "a\u0000",
    "\ud83d",
  ]

  it("finds nobody or is refused, in every place that takes text", async () => {
    const { families } = await audience.segments.catalogue()
    for (const field of families.flatMap((family) => family.fields)) {
      for (const text of HOSTILE) {
        for (const operator of field.operators) {
          const required = field.dimensions
            .filter((dimension) => dimension.required)
            .map(({ key }) => ({ dimension: key, operator: "eq", value: text }))
          const textual = field.type === "text" || field.type === "choice" || field.type === "list"
          if (!textual || operator.includes("no") || operator === "neq" || operator === "set") continue
          const value = operator === "in" || field.type === "list" ? [text] : text
          await answersNobody(audience, { field: field.field, operator, value, ...(required.length > 0 ? { where: required } : {}) })
        }
        for (const { key, open, operators } of field.dimensions) {
          if (!operators.includes("eq")) continue
          const dimension = open ? `${key}${text}` : key
          const needed = field.dimensions
            .filter((other) => other.required && other.key !== key)
            .map((other) => ({ dimension: other.key, operator: "eq", value: text }))
          const value = operators.includes("contains") || operators.includes("in") ? text : 1
          await answersNobody(audience, {
            field: field.field,
            operator: "gt",
            value: 0,
            where: [...needed, { dimension, operator: "eq", value }],
          })
        }
      }
    }
  })

  it("finds nobody or is refused as the name of a field, a dimension or an operator", async () => {
    for (const text of HOSTILE) {
      for (const rule of [
        { field: text, operator: "eq", value: 1 },
        { field: "visit.type", operator: text, value: "new" },
        { field: "behavior.page_views", operator: "gte", value: 1, where: [{ dimension: text, operator: "eq", value: "x" }] },
      ]) {
        await expect(audience.segments.validate(rule)).rejects.toThrow(/^rule/)
      }
    }
  })

  it("is quoted in suggestions", async () => {
    const { families } = await audience.segments.catalogue()
    for (const field of families.flatMap((family) => family.fields)) {
      for (const q of ["'", "%", "\\", "$1"]) {
        if (field.suggests) expect(await audience.segments.fieldValues(field.field, { q })).toEqual([])
        for (const { key, open } of field.dimensions) {
          expect(await audience.segments.fieldValues(field.field, { q, dimension: open ? `${key}x'y` : key })).toEqual([])
        }
      }
    }
  })

  afterEach(async () => {
    const { rows } = await audience.database.pool.query<{ count: string }>("select count(*) from audience.profile")
    expect(Number(rows[0]?.count)).toBe(2)
  })
})

async function answersNobody({ segments }: TestAudience, condition: object): Promise<void> {
  const rule = await segments.validate(condition).catch((error: Error) => {
    expect(error.message).toMatch(/^rule/)
    return null
  })
  if (!rule) return
  const { members } = await segments.evaluate(rule)
  expect([condition, members.size]).toEqual([condition, 0])
  members.dispose()
  await segments.ruleText(rule)
}
