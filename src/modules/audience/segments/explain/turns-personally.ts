import { isRuleGroup, type RuleNode } from "../../../../contract"
import type { FieldSet } from "../../families"
import { referencesOf } from "../references"
import type { Segment } from "../types"

/**
 * Whether the instant at which a rule's answer changes by itself may tell what is personal, such as a birthday:
 * by a field of its own, or of a segment that it refers to.
 */
export function turnsPersonally(rule: RuleNode, fields: FieldSet, segments: readonly Segment[]): boolean {
  if (isRuleGroup(rule)) return rule.rules.some((child) => turnsPersonally(child, fields, segments))
  const field = fields.get(rule.field)
  if (field?.personal || field?.personalTurn) return true
  return referencesOf(rule, fields).some(({ id }) => {
    const other = segments.find((segment) => segment.id === id)
    return other?.rule ? turnsPersonally(other.rule, fields, segments) : false
  })
}
