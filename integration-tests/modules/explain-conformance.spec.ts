import fc from "fast-check"
import type { CatalogueField, Evidence, ExplainedCondition, RuleCondition } from "../../src/contract"
import { createTestAudience, type TestAudience } from "../support/audience"
import { caseOf, figureOf, oracle } from "../support/oracle"
import { conditionsOf } from "../support/random-conditions"
import { drawsFrom, randomWorld, type Draw } from "../support/random-world"
import { loadWorld, saveAttributes, type World } from "../support/world"

/** More worlds find more: `CONFORMANCE_WORLDS=20`. A failure prints the seed to run again with. */
const WORLDS = Number(process.env.CONFORMANCE_WORLDS ?? 1)
const SEED = process.env.CONFORMANCE_SEED
const CONDITIONS_A_FIELD = 2
const TWO_YEARS = 730 * 86_400_000

interface Given {
  world: World
  draw: Draw
  audience: TestAudience
  fields: CatalogueField[]
}

async function inRandomWorlds(check: (given: Given) => Promise<void>): Promise<void> {
  const property = fc.asyncProperty(fc.noShrink(fc.integer()), async (seed) => {
    const draw = drawsFrom(seed)
    const world = randomWorld(draw)
    const { zone, now, cartAbandonedAfterMinutes } = world
    const audience = await createTestAudience({ now, options: { timeZone: zone, cartAbandonedAfterMinutes } })
    try {
      await saveAttributes(audience, world)
      await loadWorld(audience, world)
      const { families } = await audience.segments.catalogue()
      await check({ world, draw, audience, fields: families.flatMap((family) => family.fields) })
    } finally {
      await audience.database.drop()
    }
  })
  await fc.assert(property, { numRuns: WORLDS, endOnFailure: true, ...(SEED === undefined ? {} : { seed: Number(SEED) }) })
}

/** A condition of everybody alike (quintiles, segments) is left to specs of its own. */
function drawn({ world, draw, fields }: Given): RuleCondition[] {
  return fields
    .filter(({ field }) => field !== "attribute.segments")
    .flatMap((field) => {
      const conditions = conditionsOf(draw, world, field, [])
      return draw(fc.shuffledSubarray(conditions, { minLength: 1, maxLength: Math.min(CONDITIONS_A_FIELD, conditions.length) }))
    })
}

async function explained({ audience }: Given, condition: RuleCondition, profile: number): Promise<ExplainedCondition> {
  const { rule } = await audience.segments.explain({ match: "all", rules: [condition] }, profile)
  return rule.rules[0] as ExplainedCondition
}

/** What the contract says that the condition compares, where it is one figure or value. */
function compared(world: World, condition: RuleCondition, id: number): Evidence["value"] | undefined {
  const known = caseOf(world, condition.field)
  if (known?.kind === "figure") return (figureOf(world, known, condition, id, world.now) as number | undefined) ?? null
  if (known?.kind !== "value" && known?.kind !== "instant" && known?.kind !== "day") return undefined
  const value = known.value(world, id, world.now)
  if (value instanceof Date) return value.toISOString()
  return value === undefined || value === null || value === "" ? null : value
}

describe("explain", () => {
  it("answers what the list answers, shows the figure that the contract compares, and names the instant of the next change", async () => {
    await inRandomWorlds(async (given) => {
      const { world } = given
      const standing = world.profiles.filter(({ left }) => !left).map(({ id }) => id)
      const wrong: string[] = []
      for (const condition of drawn(given)) {
        const profile = given.draw(fc.constantFrom(...standing))
        const holds = (at: Date): boolean => oracle(world, condition, at).has(profile)
        const { result, evidence, changes_at: changesAt } = await explained(given, condition, profile)
        const say = (what: string): number => wrong.push(`${JSON.stringify(condition)} of ${profile}: ${what}`)
        if (result !== holds(world.now)) say(`is ${result}`)
        const figure = compared(world, condition, profile)
        if (figure !== undefined && !same(figure, evidence?.value))
          say(`shows ${JSON.stringify(evidence?.value)}, not ${JSON.stringify(figure)}`)
        const change = changesAt === null ? null : new Date(changesAt)
        if (change && holds(change) === result) say(`does not change at ${changesAt}`)
        const until = change?.getTime() ?? world.now.getTime() + TWO_YEARS
        for (const at of instantsBefore(world.now, until))
          if (holds(at) !== result) say(`changes before ${changesAt}: at ${at.toISOString()}`)
      }
      expect(wrong).toEqual([])
    })
  })
})

/** The last instant before a change, and some on the way there. */
function instantsBefore(now: Date, end: number): Date[] {
  const span = end - 1 - now.getTime()
  return [1, 0.999, 0.9, 0.5, 0.2, 0.05, 0.01, 0.001, 0.0001].map((part) => new Date(now.getTime() + Math.max(0, Math.floor(span * part))))
}

function same(one: Evidence["value"], other: Evidence["value"] | undefined): boolean {
  if (typeof one === "number" && typeof other === "number") return Math.abs(one - other) < 1e-6 * Math.max(1, Math.abs(one))
  return JSON.stringify(one) === JSON.stringify(other)
}
