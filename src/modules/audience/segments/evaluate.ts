import { inParallel } from "./in-parallel"
import { isRuleGroup, type RuleNode } from "../../../contract"
import { emptySet, type ProfileSet } from "../lib/bitmap"
import type { FieldSet } from "../families"
import { invalidData } from "../errors"
import { combine, type SetTree } from "./algebra"
import { earlier, type Answer } from "./answer"
import { questionOf, type Question } from "./question"
import type { Evaluation } from "./types"

/** Where an evaluation gets its sets from. They stay the source's: it alone disposes of them. */
export interface AnswerSource {
  everybody(): Promise<Answer>
  answer(question: Question): Promise<Answer>
  /** Members of another segment. */
  segment(id: string): Promise<Answer>
}

/** The set of a rule: each distinct question is asked once, then the tree is combined. */
export async function evaluateRule(rule: RuleNode, fields: FieldSet, source: AnswerSource): Promise<Evaluation> {
  const leaves = new Map<string, () => Promise<Answer>>()
  const plan = planOf(rule, fields, source, leaves)
  const answers = new Map<string, Answer>()
  const everybody = await source.everybody()
  await inParallel([...leaves], async ([key, ask]) => void answers.set(key, await ask()))
  const temporary: ProfileSet[] = []
  try {
    const tree = plan((key) => {
      const answer = answers.get(key)
      if (!answer) throw new Error(`No answer to ${key}.`)
      return answer.set
    }, temporary)
    const validUntil = [...answers.values()].reduce((until, answer) => earlier(until, answer.validUntil), everybody.validUntil)
    return { members: combine(tree, everybody.set), validUntil }
  } finally {
    for (const set of temporary) set.dispose()
  }
}

type Plan = (setOf: (key: string) => ProfileSet, temporary: ProfileSet[]) => SetTree

function planOf(node: RuleNode, fields: FieldSet, source: AnswerSource, leaves: Map<string, () => Promise<Answer>>): Plan {
  if (isRuleGroup(node)) {
    const children = node.rules.map((child) => planOf(child, fields, source, leaves))
    return (setOf, temporary) => ({ match: node.match, not: node.not ?? false, children: children.map((child) => child(setOf, temporary)) })
  }
  const field = fields.get(node.field)
  if (!field) throw invalidData(`The rule uses ${node.field}, which is no longer a field of the catalogue.`)
  const question = questionOf(node, field)
  const { complement, operator, value } = question.positive
  if (!field.segments) {
    leaves.set(question.key, () => source.answer(question))
    return (setOf) => ({ set: setOf(question.key), complement })
  }
  const ids = value as string[]
  for (const id of ids) leaves.set(`segment ${id}`, () => source.segment(id))
  return (setOf, temporary) => {
    const set = joined(
      ids.map((id) => setOf(`segment ${id}`)),
      operator === "has_all"
    )
    temporary.push(set)
    return { set, complement }
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
