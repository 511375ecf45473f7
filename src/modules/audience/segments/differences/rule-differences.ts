import type { RuleGroup, RuleNode } from "../../../../contract"
import { isGroup, placesOf, withAllBelow, type Place } from "./places"
import { pairPlaces, type Pairs } from "./pair-places"

/** One thing that is different in a later rule. Removed things are named by their place in the earlier rule, all others by that in the later. */
export type RuleDifference =
  /** `group` is what it was put into, or taken out of, as it was without it; null = the rule itself. */
  | { kind: "added" | "removed"; path: string; node: RuleNode; group: RuleGroup | null }
  | { kind: "condition"; path: string; before: RuleNode; after: RuleNode }
  /** How the conditions of a group combine. */
  | { kind: "match"; path: string; before: RuleGroup; after: RuleGroup; outermost: boolean }
  /** `into` null = out of its group, to the outermost level. */
  | { kind: "moved"; path: string; node: RuleNode; into: RuleGroup | null }
  /** Nothing but the order in which conditions are written down. */
  | { kind: "order"; path: string }

/** What became another in a rule, from top to bottom; what is gone comes last. Empty for equal rules. */
export function ruleDifferences(before: RuleGroup, after: RuleGroup): RuleDifference[] {
  const old = placesOf(before)
  const now = placesOf(after)
  if (old.key === now.key) return []
  const pairs = pairPlaces(old, now)
  const found = [
    ...withAllBelow(now).flatMap((place) => differencesAt(place, pairs)),
    ...withAllBelow(old).filter((place) => isAlone(place, pairs)).map((place): RuleDifference => ({ kind: "removed", ...lone(place, pairs) })), // prettier-ignore
  ]
  return found.length > 0 ? found : [{ kind: "order", path: now.path }]
}

function differencesAt(place: Place, pairs: Pairs): RuleDifference[] {
  const { path, node } = place
  const earlier = pairs.of(place)
  if (!earlier) return isAlone(place, pairs) ? [{ kind: "added", ...lone(place, pairs) }] : []
  const found: RuleDifference[] = []
  if (place.parent && earlier.parent && pairs.of(earlier.parent) !== place.parent) {
    found.push({ kind: "moved", path, node, into: nested(place.parent) })
  }
  if (isGroup(place) && isGroup(earlier)) {
    const [one, other] = [earlier.node, place.node]
    if (one.match !== other.match || Boolean(one.not) !== Boolean(other.not))
      found.push({ kind: "match", path, before: one, after: other, outermost: place.parent === null })
  } else if (earlier.key !== place.key) {
    found.push({ kind: "condition", path, before: earlier.node, after: node })
  }
  return found
}

/** Without a counterpart, and not told already by the group around it. */
function isAlone(place: Place, pairs: Pairs): boolean {
  return pairs.isFree(place) && (place.parent === null || !pairs.isFree(place.parent))
}

function lone(place: Place, pairs: Pairs): { path: string; node: RuleNode; group: RuleGroup | null } {
  const counterpart = place.parent && pairs.of(place.parent)
  return { path: place.path, node: place.node, group: counterpart && isGroup(counterpart) ? nested(counterpart) : null }
}

const nested = (group: Place<RuleGroup>): RuleGroup | null => (group.parent === null ? null : group.node)
