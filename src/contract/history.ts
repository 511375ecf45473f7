import type { ProfileDto } from "./admin"
import type { RuleNode } from "./rule"

/** One evaluation that changed a segment. The people are the first 20 of each direction; the counts tell of all. */
export interface SegmentChange {
  changed_at: string
  /** Version of the definition under which it happened. */
  version: number
  entered_count: number
  left_count: number
  entered: ProfileDto[]
  left: ProfileDto[]
}

/** One thing that is different in a definition, against the one before it. */
export interface DefinitionChange {
  /** `changed` also tells what was moved to another group, and how conditions combine. */
  kind: "added" | "removed" | "changed"
  /** `name`, `description`, or the place in the rule as faults name it: `rule.rules[1]`. What was removed is named by its place in the rule before. */
  path: string
  /** In the caller's language, in the words of `rule_text`. */
  text: string
}

export interface SegmentVersion {
  version: number
  /** Null in versions that were saved before names were kept with them. */
  name: string | null
  description: string | null
  rule: RuleNode | null
  rule_text: string
  /** Against the version before; empty for the first. */
  changes: DefinitionChange[]
  created_at: string
  /** Id of the admin user, where one did it. */
  created_by: string | null
}

export interface ProfileSegment {
  id: string
  name: string
  handle: string
  since: string | null
}

/** A person entering or leaving a segment at one evaluation. */
export interface ProfileSegmentChange {
  segment: { id: string; name: string }
  kind: "entered" | "left"
  at: string
  /** Version of the definition under which it happened. */
  version: number
}
