import sql from "sql-template-tag"
import type { RuleNode } from "../../src/contract"
import { isRuleGroup } from "../../src/contract"
import { median, ms, time, type Figure } from "../figure"
import { rulesOf, saveQuestions } from "../segments"
import type { World } from "../world"

/** The same rule with other values and windows, so that it shares no condition with the first. */
function varied(node: RuleNode): RuleNode {
  if (isRuleGroup(node)) return { ...node, rules: node.rules.map(varied) }
  const { value, within } = node
  return {
    ...node,
    value: typeof value === "number" ? value + 1 : value === "DE" ? "NL" : value === "FR" ? "ES" : value === "mobile" ? "tablet" : value,
    ...(within && "last" in within ? { within: { ...within, last: within.last + 10 } } : {}),
  }
}

/**
 * Twenty segments brought up to date after 1 of 100 people did something, against all of it anew.
 *
 * Every hundredth of the touched becomes internal, or stops to be, so that members do leave and enter. Both sides run once before
 * they are timed: the first look at rows of single people reads pages from the disk that stay in memory from then on, as those of
 * people who have just done something are.
 */
export async function upkeepFigure({ audience, shape }: World, rounds: number): Promise<Figure> {
  const { database, membership, rollups, segments } = audience
  for (const { name, rule } of rulesOf(await saveQuestions(audience))) await segments.create({ name: `${name} varied`, rule: varied(rule) })
  const touched = Math.round(shape.profiles / 100)
  const full: number[] = []
  const partial: number[] = []
  for (let round = 0; round <= rounds; round++) {
    membership.forget()
    const everybody = await time(() => membership.tick())
    const ids = Array.from({ length: touched }, (_, index) => 1 + ((index * 97 + round * 31) % shape.profiles))
    const changing = ids.filter((_, index) => index % 100 === 0)
    await database.execute(sql`update audience.profile set internal = not internal where id = any(${changing}::int[])`)
    await rollups.touch(database, ids)
    const some = await time(() => membership.tick())
    if (round === 0) continue
    full.push(everybody)
    partial.push(some)
  }
  await database.execute(sql`update audience.profile set internal = false where internal`)
  const ratio = median(partial) / median(full)
  return {
    ...{
      number: 7,
      name: `${touched.toLocaleString("en")} profiles touched → 20 segments up to date, committed`,
      ours: ms(median(partial)),
    },
    ...{ reference: `full evaluation of the 20 ${ms(median(full))}`, ratio, wanted: "≤ 0.1", holds: ratio <= 0.1 },
  }
}
