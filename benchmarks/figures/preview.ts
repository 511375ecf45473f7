import type { RuleCondition, RuleGroup } from "../../src/contract"
import { isRuleGroup, type RuleNode } from "../../src/contract"
import { median, ms, time, type Figure } from "../figure"
import { QUESTIONS } from "../rules"
import { rulesOf, saveQuestions } from "../segments"
import type { World } from "../world"

const CONDITIONS = 10

function conditionsOf(node: RuleNode): RuleCondition[] {
  return isRuleGroup(node) ? node.rules.flatMap(conditionsOf) : [node]
}

/** Ten conditions of R1 to R9, any of which is enough; the views of one page, three and more, as often as told. */
function tenConditions(views: number): RuleGroup {
  const conditions = QUESTIONS.slice(0, -1).flatMap(({ rule }) => conditionsOf(rule(() => "")))
  const [changed, ...others] = [conditions.find(({ where }) => where?.[0]?.operator === "eq"), ...conditions]
  if (!changed) throw new Error("one of the rules asks for the views of a page")
  return { match: "any", rules: [{ ...changed, value: views }, ...others.filter((one) => one !== changed).slice(0, CONDITIONS - 1)] }
}

/** What somebody waits for who edits a rule of ten conditions: one of them changed, or none. */
export async function previewFigures({ audience }: World, rounds: number): Promise<Figure[]> {
  const r8 = rulesOf(await saveQuestions(audience)).find(({ name }) => name === "R8")
  if (!r8) throw new Error("R8 is one of the rules")
  const preview = (views: number): Promise<number> =>
    time(async () => (await audience.segments.preview(tenConditions(views))).members.dispose())
  await preview(3)
  const changed: number[] = []
  const known: number[] = []
  const full: number[] = []
  for (let round = 0; round < rounds; round++) {
    changed.push(await preview(4 + round))
    known.push(await preview(4 + round))
    full.push(await time(async () => (await audience.segments.evaluate(r8.rule)).members.dispose()))
  }
  const ratio = median(changed) / median(full)
  return [
    {
      ...{
        number: 5,
        name: "preview after one of ten conditions changed",
        ours: ms(median(changed)),
        reference: `R8 from nothing cached ${ms(median(full))}`,
      },
      ...{ ratio, wanted: "≤ 1.1", holds: ratio <= 1.1 },
    },
    {
      ...{ number: 6, name: "preview when every condition is known", ours: ms(median(known)), reference: "–" },
      ...{ wanted: "≤ 10 ms", holds: median(known) <= 10 },
    },
  ]
}
