import { isRuleGroup, type RuleCondition, type RuleGroup, type RuleNode } from "../../../../contract"
import { ruleKey } from "../rule-key"

/** A group or condition at its place in a rule. */
export interface Place<Node extends RuleNode = RuleNode> {
  node: Node
  /** As faults of a rule name places: `rule.rules[1].rules[0]`. */
  path: string
  parent: Place<RuleGroup> | null
  children: Place[]
  key: string
}

/** The rule as a tree of places. */
export function placesOf(node: RuleNode, path = "rule", parent: Place<RuleGroup> | null = null): Place {
  const place: Place = { node, path, parent, children: [], key: ruleKey(node) }
  if (isGroup(place)) place.children = place.node.rules.map((child, index) => placesOf(child, `${path}.rules[${index}]`, place))
  return place
}

export function isGroup(place: Place): place is Place<RuleGroup> {
  return isRuleGroup(place.node)
}

export function isCondition(place: Place): place is Place<RuleCondition> {
  return !isRuleGroup(place.node)
}

/** The place and all below it, each group before what is in it. */
export function withAllBelow(place: Place): Place[] {
  return [place, ...place.children.flatMap(withAllBelow)]
}
