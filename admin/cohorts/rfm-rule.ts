import type { RuleCondition, RuleGroup } from "../../src/contract"

/** A rule for the people of a cell or a group: its scores, within the segment that the page is about. */
export function rfmRule(conditions: Record<string, number | string>, segment: string | null): RuleGroup {
  const scores = Object.entries(conditions).map(([field, value]): RuleCondition => ({ field: `purchase.${field}`, operator: "eq", value }))
  const within: RuleCondition[] = segment ? [{ field: "attribute.segments", operator: "has_any", value: [segment] }] : []
  return { match: "all", rules: [...within, ...scores] }
}
