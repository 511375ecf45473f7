import {
  isRuleGroup,
  type ExplainedCondition,
  type ExplainedGroup,
  type ExplainedNode,
  type RuleGroup,
  type RuleNode,
} from "../../../../contract"
import type { FieldSet } from "../../families"
import { invalidData } from "../../errors"
import type { StageContext } from "../../stage"
import { conditionText } from "../condition-text"
import { inParallel } from "../in-parallel"
import { questionOf } from "../question"
import { namesIn } from "../rule-text"
import type { Telling } from "../telling"
import type { Segment } from "../types"
import { conditionCourse, farthest } from "./condition-course"
import { nextChange, type Course } from "./next-change"
import { readEvidence } from "./read-evidence"
import { segmentCourse, segmentEvidence } from "./segment-course"
import { turnsPersonally } from "./turns-personally"

/** Why a rule is true or false for one profile. */
export interface RuleExplanation {
  result: boolean
  /** When the result will change by itself; null = not within two years. */
  changesAt: Date | null
  rule: ExplainedGroup
}

interface Input {
  fields: FieldSet
  segments: readonly Segment[]
  context: StageContext
  profileId: number
  now: Date
  telling?: Telling | undefined
}

interface Leaf {
  course: Course
  explained: ExplainedCondition
}

/** Changes of single conditions that the rule as a whole is followed through. */
const MOST_CHANGES = 200

/**
 * Explains a rule, condition by condition, out of the statements that its list is made from, asked for one
 * profile: the answer cannot differ from an evaluation.
 *
 * @throws invalid_data for a field that the catalogue no longer has
 */
export async function explainRule(rule: RuleGroup, input: Input): Promise<RuleExplanation> {
  const names = await namesIn([rule], input.context.database)
  const leaves: Leaf[] = []
  const tree = prepare(rule, input, (value) => names.get(value) ?? value, leaves) as ExplainedGroup
  await inParallel(leaves, async ({ course, explained }) => {
    explained.result = (await course.holds([input.now]))[0] ?? false
    explained.evidence = await evidenceOf(explained, input)
    explained.changes_at = (await nextChange(course, input.now, explained.result))?.toISOString() ?? null
  })
  settle(tree)
  const changesAt = await ruleChange(tree, leaves, input.now)
  const hidden = input.telling?.hidePersonal === true && hidePersonalTurns(leaves, input)
  return { result: tree.result, changesAt: hidden ? null : changesAt, rule: tree }
}

/** Leaves out when conditions change by themselves where it tells what is personal. @returns whether there was such a change: then that of the rule may tell it too */
function hidePersonalTurns(leaves: readonly Leaf[], { fields, segments }: Input): boolean {
  const turning = leaves.filter(({ explained }) => explained.changes_at !== null && turnsPersonally(explained, fields, segments))
  for (const { explained } of turning) explained.changes_at = null
  return turning.length > 0
}

function prepare(node: RuleNode, input: Input, name: (value: string) => string, leaves: Leaf[]): ExplainedNode {
  if (isRuleGroup(node)) return { ...node, rules: node.rules.map((child) => prepare(child, input, name, leaves)), result: false }
  const field = input.fields.get(node.field)
  if (!field) throw invalidData(`The rule uses ${node.field}, which is no longer a field of the catalogue.`)
  const course = field.segments
    ? segmentCourse({ ...input, condition: node })
    : conditionCourse(questionOf(node, field), input.context, input.profileId, input.now)
  const explained = {
    ...node,
    text: conditionText(node, input.fields, name, input.telling),
    result: false,
    evidence: null,
    changes_at: null,
  }
  leaves.push({ course, explained })
  return explained
}

async function evidenceOf(condition: ExplainedCondition, input: Input): Promise<ExplainedCondition["evidence"]> {
  const field = input.fields.get(condition.field)
  if (!field) return null
  if (field.segments) return segmentEvidence({ ...input, condition })
  const evidence = await readEvidence(questionOf(condition, field), input.context, { ...input, result: condition.result })
  if (!evidence || evidence.label !== undefined || (field.type !== "choice" && field.type !== "list")) return evidence
  const codes = [evidence.value].flat().filter((code) => typeof code === "string")
  const names = await namesIn([{ ...condition, where: [], value: codes }], input.context.database)
  return names.size === 0 ? evidence : { ...evidence, label: codes.map((code) => names.get(code) ?? code).join(", ") }
}

/** The result of a node, given those of its conditions. */
function holds(node: ExplainedNode, resultOf: (leaf: ExplainedCondition) => boolean): boolean {
  if (!("rules" in node)) return resultOf(node)
  const results = node.rules.map((child) => holds(child, resultOf))
  return (node.match === "all" ? results.every(Boolean) : results.some(Boolean)) !== (node.not ?? false)
}

/** Writes onto every group its result. */
function settle(node: ExplainedNode): void {
  if (!("rules" in node)) return
  for (const child of node.rules) settle(child)
  node.result = holds(node, ({ result }) => result)
}

/** The first change of a condition that changes the rule as a whole. */
async function ruleChange(tree: ExplainedGroup, leaves: readonly Leaf[], now: Date): Promise<Date | null> {
  const states = new Map(
    leaves.map(({ course, explained: { result, changes_at: next }, explained }) => [
      explained,
      { course, result, next: next === null ? null : new Date(next) },
    ])
  )
  for (let changes = 0; changes < MOST_CHANGES; changes++) {
    const soonest = [...states.values()].reduce<Date | null>((first, { next }) => (next && (!first || next < first) ? next : first), null)
    if (!soonest || soonest > farthest(now)) return null
    const changed = [...states.values()].filter(({ next }) => next?.getTime() === soonest.getTime())
    for (const state of changed) state.result = !state.result
    if (holds(tree, (leaf) => states.get(leaf)?.result ?? leaf.result) !== tree.result) return soonest
    for (const state of changed) state.next = await nextChange(state.course, soonest, state.result)
  }
  return null
}
