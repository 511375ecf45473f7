import { isRuleGroup, type RuleNode } from "../../../contract"
import type { FieldSet } from "../families"
import type { Segment } from "./types"
import { fault } from "./validate-values"

interface Reference {
  id: string
  /** Where the rule names it. */
  path: string
}

/** The segments that a rule refers to, with where it does. */
export function referencesOf(rule: RuleNode | null, fields: FieldSet, path = "rule"): Reference[] {
  if (!rule) return []
  if (isRuleGroup(rule)) return rule.rules.flatMap((child, index) => referencesOf(child, fields, `${path}.rules[${index}]`))
  if (!fields.get(rule.field)?.segments || !Array.isArray(rule.value)) return []
  return rule.value.map((id, index) => ({ id: String(id), path: `${path}.value[${index}]` }))
}

/** The segments whose rules refer to `id` themselves. */
export function dependentsOf(id: string, segments: readonly Segment[], fields: FieldSet): Segment[] {
  return segments.filter((segment) => segment.id !== id && referencesOf(segment.rule, fields).some((reference) => reference.id === id))
}

/**
 * Checks what a rule refers to. `own` is the segment that the rule is for, once it exists.
 *
 * @throws invalid_data for a segment that does not exist or is archived, and for a circle, with the names along it.
 */
export function checkReferences(rule: RuleNode, fields: FieldSet, segments: readonly Segment[], own?: string): void {
  const byId = new Map(segments.map((segment) => [segment.id, segment]))
  for (const { id, path } of referencesOf(rule, fields)) {
    const segment = byId.get(id)
    if (!segment) throw fault(path, `${JSON.stringify(id)} is not a segment`)
    if (segment.archived_at) throw fault(path, `the segment ${segment.name} is archived; take it back first`)
    const way = own === undefined ? null : wayTo(own, id, byId, fields, new Set())
    if (!way) continue
    const names = [own ?? id, ...way].map((one) => byId.get(one)?.name ?? one)
    throw fault(path, `segments must not refer to each other in a circle: ${names.join(" → ")}`)
  }
}

function wayTo(target: string, from: string, byId: Map<string, Segment>, fields: FieldSet, seen: Set<string>): string[] | null {
  if (from === target) return [from]
  if (seen.has(from)) return null
  seen.add(from)
  for (const { id } of referencesOf(byId.get(from)?.rule ?? null, fields)) {
    const way = wayTo(target, id, byId, fields, seen)
    if (way) return [from, ...way]
  }
  return null
}

/** The segments whose rules ask this field. */
export function usersOfField(field: string, segments: readonly Segment[]): Segment[] {
  const uses = (rule: RuleNode | null): boolean => rule !== null && (isRuleGroup(rule) ? rule.rules.some(uses) : rule.field === field)
  return segments.filter(({ rule }) => uses(rule))
}
