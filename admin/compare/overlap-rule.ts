import type { RuleCondition, RuleGroup } from "../../src/contract"

/** The people of one overlap as a rule: in all of these segments and in none of the others. */
export function overlapRule(inside: string[], compared: string[]): RuleGroup {
  const outside = compared.filter((id) => !inside.includes(id))
  const condition = (operator: "has_all" | "has_none", value: string[]): RuleCondition => ({ field: "attribute.segments", operator, value })
  return {
    match: "all",
    rules: [condition("has_all", inside), ...(outside.length > 0 ? [condition("has_none", outside)] : [])],
  }
}
