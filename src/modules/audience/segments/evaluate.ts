import { inParallel } from "./in-parallel"
import { isRuleGroup, type RuleNode } from "../../../contract"
import { emptySet, type ProfileSet } from "../lib/bitmap"
import type { FieldSet } from "../families"
import { invalidData } from "../errors"
import { combine, tellsAbsence, type SetTree, type Shape, type Universe } from "./algebra"
import { earlier, type Answer } from "./answer"
import { questionOf, type Question } from "./question"
import type { ManualKind } from "./manual"
import type { Evaluable, Evaluation } from "./types"

/** Where an evaluation gets its sets from. They stay the source's: it alone disposes of them. */
export interface AnswerSource {
  everybody(): Promise<Answer>
  /** Profiles that never count, where they are read sooner than everybody. */
  hidden?(): Promise<Answer>
  answer(question: Question): Promise<Answer>
  /** Members of another segment. */
  segment(id: string): Promise<Answer>
  /** Who was added to a segment, or excluded from it, by hand. */
  manual(segmentId: string, kind: ManualKind): Promise<Answer>
}

/** The set of a rule, or of a segment: its rule (a static one has none), then who was added, less who was excluded. */
export async function evaluate(what: Evaluable, fields: FieldSet, source: AnswerSource): Promise<Evaluation> {
  if (!("kind" in what)) return evaluateRule(what, fields, source)
  const { id, rule, additions, exclusions } = what
  const evaluation = rule ? await evaluateRule(rule, fields, source) : { members: emptySet(), validUntil: null }
  const { members } = evaluation
  try {
    if (additions > 0) {
      members.orInPlace((await source.manual(id, "added")).set)
      if (source.hidden) members.andNotInPlace((await source.hidden()).set)
      else members.andInPlace((await source.everybody()).set)
    }
    if (exclusions > 0) members.andNotInPlace((await source.manual(id, "excluded")).set)
    return evaluation
  } catch (error) {
    members.dispose()
    throw error
  }
}

/** The set of a rule: each distinct question is asked once, then the tree is combined. */
async function evaluateRule(rule: RuleNode, fields: FieldSet, source: AnswerSource): Promise<Evaluation> {
  const leaves = new Map<string, () => Promise<Answer>>()
  const plan = planOf(rule, fields, source, leaves)
  const answers = new Map<string, Answer>()
  const universe = await universeOf(source, tellsAbsence(plan.shape))
  await inParallel([...leaves], async ([key, ask]) => void answers.set(key, await ask()))
  const temporary: ProfileSet[] = []
  try {
    const tree = plan.fill((key) => {
      const answer = answers.get(key)
      if (!answer) throw new Error(`No answer to ${key}.`)
      return answer.set
    }, temporary)
    const validUntil = [...answers.values()].reduce((until, answer) => earlier(until, answer.validUntil), universe.validUntil)
    return { members: combine(tree, universe), validUntil }
  } finally {
    for (const set of temporary) set.dispose()
  }
}

async function universeOf(source: AnswerSource, needsEverybody: boolean): Promise<Universe & Pick<Answer, "validUntil">> {
  if (!needsEverybody && source.hidden) {
    const { set, validUntil } = await source.hidden()
    return { hidden: set, validUntil }
  }
  const { set, validUntil } = await source.everybody()
  return { everybody: set, validUntil }
}

/** A rule whose questions are asked but not answered yet. */
interface Plan {
  shape: Shape
  fill(setOf: (key: string) => ProfileSet, temporary: ProfileSet[]): SetTree
}

function planOf(node: RuleNode, fields: FieldSet, source: AnswerSource, leaves: Map<string, () => Promise<Answer>>): Plan {
  if (isRuleGroup(node)) {
    const children = node.rules.map((child) => planOf(child, fields, source, leaves))
    const group = { match: node.match, not: node.not ?? false }
    return {
      shape: { ...group, children: children.map(({ shape }) => shape) },
      fill: (setOf, temporary) => ({ ...group, children: children.map((child) => child.fill(setOf, temporary)) }),
    }
  }
  const field = fields.get(node.field)
  if (!field) throw invalidData(`The rule uses ${node.field}, which is no longer a field of the catalogue.`)
  const question = questionOf(node, field)
  const { complement, operator, value } = question.positive
  if (!field.segments) {
    leaves.set(question.key, () => source.answer(question))
    return { shape: { complement }, fill: (setOf) => ({ set: setOf(question.key), complement }) }
  }
  const ids = value as string[]
  for (const id of ids) leaves.set(`segment ${id}`, () => source.segment(id))
  return {
    shape: { complement },
    fill(setOf, temporary) {
      const set = joined(
        ids.map((id) => setOf(`segment ${id}`)),
        operator === "has_all"
      )
      temporary.push(set)
      return { set, complement }
    },
  }
}

function joined(sets: readonly ProfileSet[], all: boolean): ProfileSet {
  const [first, ...others] = sets
  const result = first ? first.clone() : emptySet()
  for (const set of others) {
    if (all) result.andInPlace(set)
    else result.orInPlace(set)
  }
  return result
}
