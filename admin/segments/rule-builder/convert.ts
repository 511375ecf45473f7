import type { RuleGroupType, RuleType } from "react-querybuilder"
import { isRuleGroup, type RuleCondition, type RuleGroup, type RuleNode } from "../../../src/contract"

/**
 * Everything of a condition besides its field and operator. It travels as the builder's
 * "value", whole: also keys that this page does not know are still there when it saves.
 * While somebody types, parts of it may be missing.
 */
export type ConditionRest = Omit<RuleCondition, "field" | "operator">

export type BuilderRule = RuleType<string, string, ConditionRest>
export type BuilderGroup = RuleGroupType<BuilderRule, "all" | "any">

const isGroup = (node: BuilderRule | BuilderGroup): node is BuilderGroup => "rules" in node

/** The builder's tree of a rule. Its nodes get ids, by which React keeps their editors apart. */
export function toBuilder(rule: RuleNode, id: () => string = () => crypto.randomUUID()): BuilderGroup {
  if (!isRuleGroup(rule)) return { id: id(), combinator: "all", rules: [conditionToBuilder(rule, id)] }
  return {
    id: id(),
    combinator: rule.match,
    ...("not" in rule ? { not: rule.not } : {}),
    rules: rule.rules.map((node) => (isRuleGroup(node) ? toBuilder(node, id) : conditionToBuilder(node, id))),
  }
}

function conditionToBuilder({ field, operator, ...rest }: RuleCondition, id: () => string): BuilderRule {
  return { id: id(), field, operator, value: rest }
}

/** The rule of a builder's tree: the exact inverse of {@link toBuilder} for every group. */
export function toRule(query: BuilderGroup): RuleGroup {
  return {
    match: query.combinator,
    ...(query.not === undefined ? {} : { not: query.not }),
    rules: query.rules.map((node) => (isGroup(node) ? toRule(node) : builderToCondition(node))),
  }
}

function builderToCondition({ field, operator, value }: BuilderRule): RuleCondition {
  const rest = Object.fromEntries(Object.entries(value ?? {}).filter(([, part]) => part !== undefined))
  return { field, operator: operator as RuleCondition["operator"], ...rest }
}

/** Every condition of a tree with its place, from top to bottom. */
export function conditionsOf(query: BuilderGroup, path: number[] = []): { path: number[]; rule: BuilderRule }[] {
  return query.rules.flatMap((node, index) =>
    isGroup(node) ? conditionsOf(node, [...path, index]) : [{ path: [...path, index], rule: node }]
  )
}
