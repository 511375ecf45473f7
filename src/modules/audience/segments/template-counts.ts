import { isRuleGroup, type RuleNode, type TemplateCounts } from "../../../contract"
import type { FieldSet } from "../families"
import type { StageContext } from "../stage"
import { evaluateWithSegments, readOnce } from "./evaluate-once"
import { inParallel } from "./in-parallel"
import { questionOf, type Question } from "./question"
import { templatesFor } from "./templates"

/**
 * How many people each template would hold now. What several templates ask is read once, and what they ask of the same rows in one pass.
 *
 * @param tell is given each count as soon as it is there; what it throws ends the counting
 */
export async function countTemplates(
  context: StageContext,
  fields: FieldSet,
  tell: (part: TemplateCounts) => void
): Promise<TemplateCounts> {
  const templates = templatesFor(fields)
  const questions = templates.flatMap(({ rule }) => questionsOf(rule, fields))
  const reader = readOnce(context, context.clock.now(), "all", questions)
  try {
    const total = (await reader.everybody()).set.size
    const sizes = new Map<string, number>()
    await inParallel(templates, async ({ id, rule }) => {
      const { members } = await evaluateWithSegments(rule, { fields, segments: [], reader })
      const { size } = members
      members.dispose()
      sizes.set(id, size)
      tell({ counts: { [id]: size }, total })
    })
    return { counts: Object.fromEntries(templates.map(({ id }) => [id, sizes.get(id) ?? 0])), total }
  } finally {
    await reader.dispose()
  }
}

function questionsOf(node: RuleNode, fields: FieldSet): Question[] {
  if (isRuleGroup(node)) return node.rules.flatMap((child) => questionsOf(child, fields))
  const field = fields.get(node.field)
  return field ? [questionOf(node, field)] : []
}
