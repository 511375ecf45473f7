import fc from "fast-check"
import type { RuleGroup, RuleNode } from "../../../src/contract"
import { conditionsOf, toBuilder, toRule, type BuilderGroup } from "./convert"

const counter = (): (() => string) => {
  let last = 0
  return () => String(++last)
}

const RULE: RuleGroup = {
  match: "all",
  rules: [
    {
      field: "behavior.page_views",
      operator: "gte",
      value: 3,
      within: { last: 30, unit: "day" },
      where: [{ dimension: "path", operator: "starts_with", value: "/sale" }],
    },
    { match: "any", not: true, rules: [{ field: "attribute.email", operator: "not_set" }] },
  ],
}

const condition = fc.record(
  {
    field: fc.constantFrom("visit.sessions", "purchase.spent", "attribute.custom.size"),
    operator: fc.constantFrom("gte" as const, "between" as const, "in" as const, "set" as const),
    value: fc.oneof(fc.integer(), fc.string(), fc.boolean(), fc.array(fc.string()), fc.constant({ last: 3, unit: "day" as const })),
    within: fc.constantFrom({ last: 7, unit: "hour" as const }, { from: "2026-01-01", to: "2026-01-31" }),
    where: fc.array(fc.constant({ dimension: "path", operator: "eq" as const, value: "/" })),
  },
  { requiredKeys: ["field", "operator"] }
)
const { group } = fc.letrec<{ group: RuleGroup; node: RuleNode }>((tie) => ({
  group: fc.record(
    { match: fc.constantFrom("all" as const, "any" as const), not: fc.boolean(), rules: fc.array(tie("node"), { maxLength: 4 }) },
    { requiredKeys: ["match", "rules"] }
  ),
  node: fc.oneof({ maxDepth: 4 }, condition, tie("group")),
}))

describe("toBuilder", () => {
  it("keeps a condition's value, window and filters together", () => {
    expect(toBuilder(RULE, counter())).toEqual({
      id: "1",
      combinator: "all",
      rules: [
        {
          id: "2",
          field: "behavior.page_views",
          operator: "gte",
          value: { value: 3, within: { last: 30, unit: "day" }, where: [{ dimension: "path", operator: "starts_with", value: "/sale" }] },
        },
        { id: "3", combinator: "any", not: true, rules: [{ id: "4", field: "attribute.email", operator: "not_set", value: {} }] },
      ],
    })
  })

  it("wraps a single condition into a group that means the same", () => {
    expect(toRule(toBuilder({ field: "visit.type", operator: "eq", value: "new" }))).toEqual({
      match: "all",
      rules: [{ field: "visit.type", operator: "eq", value: "new" }],
    })
  })
})

describe("toRule", () => {
  it("gives back every rule that toBuilder was given", () => {
    fc.assert(fc.property(group, (rule) => expect(toRule(toBuilder(rule))).toEqual(rule)))
  })

  it("gives back a tree that toBuilder makes again", () => {
    const tree: BuilderGroup = toBuilder(RULE, counter())
    expect(toBuilder(toRule(tree), counter())).toEqual(tree)
  })

  it("keeps keys that this version does not know", () => {
    const later = {
      match: "all",
      rules: [{ field: "behavior.sequence", operator: "eq", value: true, steps: [{ name: "a" }, { name: "b" }] }],
    }
    expect(toRule(toBuilder(later as unknown as RuleGroup))).toEqual(later)
  })

  it("leaves out what was cleared in the builder", () => {
    const tree = toBuilder({ match: "any", rules: [] })
    tree.rules.push({ field: "visit.sessions", operator: "gte", value: { value: 2, within: undefined } })
    expect(toRule(tree).rules).toEqual([{ field: "visit.sessions", operator: "gte", value: 2 }])
  })
})

describe("conditionsOf", () => {
  it("names the place of every condition", () => {
    expect(conditionsOf(toBuilder(RULE)).map(({ path, rule }) => [path, rule.field])).toEqual([
      [[0], "behavior.page_views"],
      [[1, 0], "attribute.email"],
    ])
  })
})
