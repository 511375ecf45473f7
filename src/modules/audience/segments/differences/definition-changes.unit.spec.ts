import fc from "fast-check"
import type { RuleCondition, RuleGroup, RuleNode } from "../../../../contract"
import { behavior } from "../../families/behavior"
import { purchase } from "../../families/purchase"
import { createRegistry } from "../../families/registry"
import { visit } from "../../families/visit"
import { speakerOf, type Speaker } from "../rule-text"
import { definitionChanges, type Definition } from "./definition-changes"
import { ruleDifferences } from "./rule-differences"

const visits = (value: number): RuleCondition => ({ field: "visit.sessions", operator: "gte", value })
const views = (value: number): RuleCondition => ({ field: "behavior.page_views", operator: "gte", value })
const orders = (value: number): RuleCondition => ({ field: "purchase.orders", operator: "gte", value })
const all = (...rules: RuleNode[]): RuleGroup => ({ match: "all", rules })
const any = (...rules: RuleNode[]): RuleGroup => ({ match: "any", rules })
const none = (...rules: RuleNode[]): RuleGroup => ({ match: "any", not: true, rules })

let speak: (language: string) => Speaker
beforeAll(async () => {
  const fields = await createRegistry([visit, behavior, purchase].map(({ moreFields: _, ...family }) => family)).fields(undefined as never)
  speak = (language) => speakerOf(fields, new Map(), { language })
})

const definition = (rule: RuleGroup, name: string | null = "Buyers", description: string | null = null): Definition => ({
  name,
  description,
  rule,
})
const changes = (before: RuleGroup, after: RuleGroup, language = "en"): string[] =>
  definitionChanges(definition(before), definition(after), speak(language)).map(({ kind, path, text }) => `${kind} ${path}: ${text}`)

describe("definitionChanges", () => {
  it.each<[string, RuleGroup, RuleGroup, string[]]>([
    ["nothing", all(visits(1), any(orders(1), views(2))), all(visits(1), any(orders(1), views(2))), []],
    ["a condition added", all(visits(1)), all(visits(1), orders(2)), ["added rule.rules[1]: Orders: at least 2"]],
    ["a condition removed", all(visits(1), orders(2)), all(orders(2)), ["removed rule.rules[0]: Visits: at least 1"]],
    ["another value", all(visits(1)), all(visits(5)), ["changed rule.rules[0]: Visits: at least 1 → visits: at least 5"]],
    [
      "another window, at another place",
      all(visits(1), orders(1)),
      all(orders(1), { ...visits(1), within: { last: 30, unit: "day" } }),
      ["changed rule.rules[1]: Visits: at least 1 → visits in the past 30 days: at least 1"],
    ],
    [
      "how the outermost conditions combine",
      all(visits(1), orders(1)),
      any(visits(1), orders(1)),
      ["changed rule: All of these are true → at least one is true"],
    ],
    ["the opposite", any(visits(1), orders(1)), none(visits(1), orders(1)), ["changed rule: At least one is true → none of these is true"]],
    [
      "how a nested group combines",
      all(visits(1), all(orders(1), views(2))),
      all(visits(1), any(orders(1), views(2))),
      ["changed rule.rules[1]: (orders: at least 1 and page views: at least 2) → (orders: at least 1 or page views: at least 2)"],
    ],
    [
      "a nested group negated, of one condition",
      all(visits(1), any(orders(1))),
      all(visits(1), none(orders(1))),
      ["changed rule.rules[1]: Orders: at least 1 → not (orders: at least 1)"],
    ],
    [
      "a condition in a nested group, and one removed from it",
      all(visits(1), any(orders(1), views(2))),
      all(visits(1), any(orders(3))),
      [
        "changed rule.rules[1].rules[0]: Orders: at least 1 → orders: at least 3",
        "removed rule.rules[1].rules[1]: Page views: at least 2 – in the group orders: at least 3",
      ],
    ],
    [
      "a group added",
      all(visits(1)),
      all(visits(1), any(orders(1), views(2))),
      ["added rule.rules[1]: (orders: at least 1 or page views: at least 2)"],
    ],
    [
      "a condition moved into a group",
      all(visits(1), orders(1), any(views(2), views(9))),
      all(orders(1), any(views(2), views(9), visits(1))),
      ["changed rule.rules[1].rules[2]: Visits: at least 1: moved into the group (page views: at least 2 or page views: at least 9 or visits: at least 1)"], // prettier-ignore
    ],
    [
      "a condition moved out of its group",
      all(orders(1), any(views(2), views(9), visits(1))),
      all(orders(1), any(views(2), views(9)), visits(1)),
      ["changed rule.rules[2]: Visits: at least 1: moved out of its group"],
    ],
    [
      "conditions put into a new group",
      all(visits(1), orders(1)),
      all(visits(1), any(orders(1), views(2))),
      [
        "added rule.rules[1]: (orders: at least 1 or page views: at least 2)",
        "changed rule.rules[1].rules[0]: Orders: at least 1: moved into the group (orders: at least 1 or page views: at least 2)",
      ],
    ],
    [
      "groups that change places, one of them changed",
      all(any(visits(1), orders(1)), any(views(2), orders(9))),
      all(any(views(2), orders(9)), any(visits(1), orders(4))),
      ["changed rule.rules[1].rules[1]: Orders: at least 1 → orders: at least 4"],
    ],
    ["the order alone", all(visits(1), orders(1)), all(orders(1), visits(1)), ["changed rule: Order of the conditions"]],
  ])("tells of %s", (_what, before, after, expected) => {
    expect(changes(before, after)).toEqual(expected)
  })

  it("tells names and descriptions, where they are known", () => {
    const rule = all(visits(1))
    const told = (before: Definition, after: Definition, language = "en"): string[] =>
      definitionChanges(before, after, speak(language)).map(({ kind, path, text }) => `${kind} ${path}: ${text}`)
    expect(told(definition(rule, "Old", null), definition(rule, "New", "Why"))).toEqual([
      "changed name: Name: “Old” → “New”",
      "added description: Description: “Why”",
    ])
    expect(told(definition(rule, "Old", "Why"), definition(rule, "Old", null), "de")).toEqual(["removed description: Beschreibung: „Why“"])
    expect(told(definition(rule, null), definition(rule, "New", "Why"))).toEqual([])
    expect(told({ ...definition(rule), rule: null }, { ...definition(rule), rule: null, name: "By hand" })).toEqual(["changed name: Name: “Buyers” → “By hand”"]) // prettier-ignore
  })

  it("speaks the caller's language", () => {
    const [before, after] = [all(visits(1), any(orders(1), views(2))), none(visits(3), any(orders(1)))]
    expect(changes(before, after, "de")).toEqual([
      "changed rule: Alles davon trifft zu → nichts davon trifft zu",
      "changed rule.rules[0]: Besuche: mindestens 1 → Besuche: mindestens 3",
      "removed rule.rules[1].rules[1]: Seitenaufrufe: mindestens 2 – in der Gruppe Bestellungen: mindestens 1",
    ])
    expect(changes(before, after, "ja")).toEqual([
      "changed rule: すべて当てはまる → どれも当てはまらない",
      "changed rule.rules[0]: 訪問回数：1以上 → 訪問回数：3以上",
      "removed rule.rules[1].rules[1]: ページビュー：2以上（グループ「注文数：1以上」内）",
    ])
  })
})

describe("ruleDifferences", () => {
  const condition = fc.tuple(fc.constantFrom(visits, views, orders), fc.integer({ min: 1, max: 3 })).map(([of, value]) => of(value))
  const group = fc.letrec<{ node: RuleNode; group: RuleGroup }>((tie) => ({
    node: fc.oneof({ maxDepth: 3 }, condition, tie("group")),
    group: fc
      .tuple(fc.constantFrom("all" as const, "any" as const), fc.boolean(), fc.array(tie("node"), { maxLength: 4 }))
      .map(([match, not, rules]): RuleGroup => ({ match, ...(not ? { not: true } : {}), rules })),
  })).group

  const conditionsOf = (node: RuleNode): string[] => ("rules" in node ? node.rules.flatMap(conditionsOf) : [JSON.stringify(node)])
  const at = (rule: RuleNode, path: string): unknown =>
    path.match(/\d+/g)?.reduce<unknown>((node, index) => (node as RuleGroup | undefined)?.rules[Number(index)], rule) ?? rule

  it("tells nothing of equal rules and something of others", () => {
    fc.assert(
      fc.property(group, group, (before, after) => {
        expect(ruleDifferences(before, structuredClone(before))).toEqual([])
        expect(ruleDifferences(before, after).length > 0).toBe(JSON.stringify(before) !== JSON.stringify(after))
      })
    )
  })

  it("names places that hold what it tells of", () => {
    fc.assert(
      fc.property(group, group, (before, after) => {
        for (const one of ruleDifferences(before, after)) {
          if (one.kind === "order") continue
          const told = "after" in one ? one.after : one.node
          expect(at(one.kind === "removed" ? before : after, one.path)).toEqual(told)
          if ("before" in one) expect(one.before).not.toEqual(one.after)
        }
      })
    )
  })

  it("leaves out no condition that came or went", () => {
    fc.assert(
      fc.property(group, group, (before, after) => {
        const found = ruleDifferences(before, after)
        const came = found.flatMap((one) => (one.kind === "added" ? conditionsOf(one.node) : "after" in one && !("rules" in one.after) ? conditionsOf(one.after) : [])) // prettier-ignore
        const went = found.flatMap((one) => (one.kind === "removed" ? conditionsOf(one.node) : "before" in one && !("rules" in one.before) ? conditionsOf(one.before) : [])) // prettier-ignore
        for (const [told, here, there] of [
          [came, after, before],
          [went, before, after],
        ] as const) {
          // prettier-ignore
          const left = conditionsOf(there)
          for (const one of conditionsOf(here)) {
            if (left.includes(one)) left.splice(left.indexOf(one), 1)
            else expect(told).toContain(one)
          }
        }
      })
    )
  })
})
