import { RULE_LIMITS } from "../../../src/contract"
import type { BuilderGroup, BuilderRule } from "./convert"

/** How many groups lie on top of each other in a node: 0 for a condition. */
export function heightOf(node: BuilderRule | BuilderGroup): number {
  return "rules" in node ? 1 + Math.max(0, ...node.rules.map(heightOf)) : 0
}

/**
 * Whether a node fits into the group at `place` without going deeper than a rule may.
 *
 * @param place path of the group that would hold it; the root is `[]`
 */
export function fitsInto(place: readonly number[], node: BuilderRule | BuilderGroup): boolean {
  return place.length + 1 + heightOf(node) <= RULE_LIMITS.depth
}
