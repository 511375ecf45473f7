import type { RuleNode } from "../../src/contract"
import { median, ms, time, type Figure } from "../figure"
import { rulesOf, saveQuestions } from "../segments"
import type { World } from "../world"

export interface RuleTimes {
  name: string
  members: number
  ours: number
  reference: number
}

/** A rule above this is looked at by itself: below, the ways to and from the database decide. */
const WORTH_LOOKING_MS = 20

/** Throws unless both sides find the same people. */
async function compare({ audience, reference }: World, rule: RuleNode, name: string, sql: string): Promise<number> {
  const { members } = await audience.segments.evaluate(rule)
  const ours = members.toUint32Array()
  members.dispose()
  const { ids } = await reference.ids(sql)
  const first = ours.findIndex((id, index) => ids[index] !== id)
  if (ours.length === ids.length && first === -1) return ours.length
  const at = first === -1 ? ours.length : first
  throw new Error(`${name}: we find ${ours.length} people, DuckDB ${ids.length}; the first difference is ${ours[at]} against ${ids[at]}`)
}

/** R1 to R10, each on both sides in turn. Equal sets first: a quick wrong answer is none. */
export async function timeRules(world: World, rounds: number, tell: (text: string) => void): Promise<RuleTimes[]> {
  const { audience, reference } = world
  const rules = rulesOf(await saveQuestions(audience))
  const times = rules.map(({ name }) => ({ name, members: 0, ours: [] as number[], reference: [] as number[] }))
  for (const [index, { name, rule, sql }] of rules.entries()) {
    const one = times[index]
    if (one) one.members = await compare(world, rule, name, sql)
  }
  for (let round = 0; round < rounds; round++) {
    for (const [index, { rule, sql }] of rules.entries()) {
      times[index]?.ours.push(await time(async () => (await audience.segments.evaluate(rule)).members.dispose()))
      times[index]?.reference.push((await reference.ids(sql)).ms)
    }
  }
  const result = times.map((one) => ({ ...one, ours: median(one.ours), reference: median(one.reference) }))
  for (const { name, members, ours, reference } of result) {
    tell(
      `${name.padEnd(4)} ${String(members).padStart(8)} people  ours ${ms(ours).padStart(9)}  DuckDB ${ms(reference).padStart(9)}  ratio ${(ours / reference).toFixed(2)}`
    )
  }
  return result
}

export function evaluationFigures(times: readonly RuleTimes[]): Figure[] {
  const ours = times.reduce((sum, one) => sum + one.ours, 0)
  const reference = times.reduce((sum, one) => sum + one.reference, 0)
  const worst = times
    .filter((one) => one.ours > WORTH_LOOKING_MS)
    .reduce<RuleTimes | null>((most, one) => (!most || one.ours / one.reference > most.ours / most.reference ? one : most), null)
  return [
    {
      ...{ number: 3, name: "R1–R10 from nothing cached, sum", ours: ms(ours), reference: `DuckDB over raw events ${ms(reference)}` },
      ...{ ms: ours, ratio: ours / reference, wanted: "≤ 1.0, then ≤ 0.3", holds: ours / reference <= 1 },
    },
    {
      ...{ number: 4, name: `same, worst single rule above ${WORTH_LOOKING_MS} ms`, wanted: "≤ 2" },
      ...(worst
        ? {
            ours: `${worst.name} ${ms(worst.ours)}`,
            reference: `DuckDB ${ms(worst.reference)}`,
            ratio: worst.ours / worst.reference,
            holds: worst.ours / worst.reference <= 2,
          }
        : { ours: "none above", reference: "–", holds: true }),
    },
  ]
}
