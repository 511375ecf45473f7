import { isRuleGroup, type RuleGroup, type RuleNode } from "../../src/contract"

/** What a page proposes for a new segment. */
export interface Proposal {
  name: string
  rule: RuleNode
}

/** The address of the page that makes a segment, filled in: the proposal can be looked at and changed before it is saved. */
export function newSegmentPath({ name, rule }: Proposal): string {
  return `/segments/create?${new URLSearchParams({ name, rule: JSON.stringify(rule) }).toString()}`
}

/**
 * The proposal in an address; undefined where there is none.
 *
 * Only its outline is checked: a link may be cut off or typed by hand, and a page that breaks
 * on it helps nobody. What is wrong inside the rule is shown by the builder and refused by the server.
 */
export function readProposal(search: URLSearchParams): { name: string; rule: RuleGroup } | undefined {
  const given = search.get("rule")
  if (given === null) return undefined
  try {
    const rule = JSON.parse(given) as RuleNode | null
    if (typeof rule !== "object" || rule === null) return undefined
    const group = isRuleGroup(rule) ? rule : { match: "all" as const, rules: [rule] }
    return Array.isArray(group.rules) ? { name: search.get("name") ?? "", rule: group } : undefined
  } catch {
    return undefined
  }
}
