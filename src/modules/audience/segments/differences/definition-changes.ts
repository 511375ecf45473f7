import type { DefinitionChange, RuleGroup } from "../../../../contract"
import type { Combination } from "../phrases"
import { capitalized, type Speaker } from "../rule-text"
import { ruleDifferences, type RuleDifference } from "./rule-differences"

/** What a version says of a segment. */
export interface Definition {
  /** Null where it was not kept: versions of before names were. */
  name: string | null
  description: string | null
  /** Null for a static segment. */
  rule: RuleGroup | null
}

/** What is different in a later definition, in words; empty where nothing is. */
export function definitionChanges(before: Definition, after: Definition, speaker: Speaker): DefinitionChange[] {
  const rules = before.rule && after.rule ? ruleDifferences(before.rule, after.rule) : []
  return [...textChanges(before, after, speaker), ...rules.map((difference) => told(difference, speaker))].map((change) => ({
    ...change,
    text: capitalized(change.text),
  }))
}

function textChanges(before: Definition, after: Definition, { phrases }: Speaker): DefinitionChange[] {
  if (before.name === null || after.name === null) return []
  return (["name", "description"] as const).flatMap((path): DefinitionChange[] => {
    const [one, other] = [before[path] || null, after[path] || null]
    if (one === other) return []
    const { became, quoted, [path]: named } = phrases.differences
    if (one === null) return [{ kind: "added", path, text: named(quoted(other ?? "")) }]
    if (other === null) return [{ kind: "removed", path, text: named(quoted(one)) }]
    return [{ kind: "changed", path, text: named(became(quoted(one), quoted(other))) }]
  })
}

function told(difference: RuleDifference, { phrases, part }: Speaker): DefinitionChange {
  const { path } = difference
  const { became, inGroup, movedInto, movedOut, order } = phrases.differences
  switch (difference.kind) {
    case "added":
    case "removed": {
      const text = part(difference.node)
      return { kind: difference.kind, path, text: difference.group ? inGroup(text, part(difference.group)) : text }
    }
    case "condition":
      return { kind: "changed", path, text: became(part(difference.before), part(difference.after)) }
    case "moved":
      return { kind: "changed", path, text: difference.into ? movedInto(part(difference.node), part(difference.into)) : movedOut(part(difference.node)) } // prettier-ignore
    case "match":
      return { kind: "changed", path, text: matchText(difference, { phrases, part }) }
    case "order":
      return { kind: "changed", path, text: order }
  }
}

/** Of a nested group its conditions are said, so that one knows which; the outermost has too many of them. */
function matchText(
  { before, after, outermost }: Extract<RuleDifference, { kind: "match" }>,
  { phrases, part }: Pick<Speaker, "phrases" | "part">
): string {
  const { became, combinations } = phrases.differences
  const texts = [part(before), part({ ...after, rules: before.rules })] as const
  if (!outermost && texts[0] !== texts[1]) return became(...texts)
  return became(combinations[combinationOf(before)], combinations[combinationOf(after)])
}

function combinationOf({ match, not }: RuleGroup): Combination {
  if (!not) return match
  return match === "all" ? "notAll" : "none"
}
