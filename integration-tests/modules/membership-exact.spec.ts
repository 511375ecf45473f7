import fc from "fast-check"
import sql from "sql-template-tag"
import type { CatalogueField } from "../../src/contract"
import { createAudience } from "../../src/modules/audience/audience"
import { parseOptions } from "../../src/modules/audience/options"
import { createTestAudience, type TestAudience } from "../support/audience"
import { emptyDatabase, LittleShop } from "../support/history/little-shop"
import { readWorld } from "../support/history/read-world"
import { historyOf, type Step } from "../support/history/steps"
import { oracle } from "../support/oracle"
import { drawsFrom, MOMENTS, randomWorld } from "../support/random-world"
import { saveAttributes } from "../support/world"

/** More histories find more: `HISTORIES=5000`. A failure prints the seed to run again with, as `HISTORIES_SEED`. */
const RUNS = Number(process.env.HISTORIES ?? 60)
const SEED = process.env.HISTORIES_SEED
const LONGEST = 14

describe("incremental membership", () => {
  let audience: TestAudience
  let fields: CatalogueField[]

  beforeAll(async () => {
    audience = await createTestAudience({ now: "2026-03-29T10:30:00Z" })
    await saveAttributes(audience, randomWorld(drawsFrom(1)))
    const { families } = await audience.segments.catalogue()
    fields = families.flatMap((family) => family.fields).filter(({ field }) => field !== "attribute.segments")
  })
  afterAll(() => audience.database.drop())

  /** Carries out a history; answers what was wrong after one of its rounds. */
  async function live(zone: string, start: string, history: readonly Step[]): Promise<string | null> {
    await emptyDatabase(audience)
    audience.clock.set(start)
    const options = parseOptions({ timeZone: zone, cartAbandonedAfterMinutes: 60, exchangeRates: { usd: 0.5 } })
    const own = { ...createAudience({ ...audience, options }), clock: audience.clock, database: audience.database }
    const shop = new LittleShop(own, fields)
    try {
      for (const [index, step] of [...history, { happens: "round" } as const].entries()) {
        await shop.carryOut(step)
        const wrong = step.happens === "round" ? await wrongMembers(own, shop) : []
        if (wrong.length === 0) continue
        const rules = shop.segments.map(({ name, id, rule }) => `${name} (${id}) ${JSON.stringify(rule)}`)
        return [`after step ${index + 1}, at ${own.clock.now().toISOString()} in ${zone}:`, ...wrong, ...rules].join("\n")
      }
      return null
    } finally {
      await shop.stop()
    }
  }

  it("equals a full evaluation, and a plain reading of the raw facts, after any history", async () => {
    const property = fc.asyncProperty(fc.constantFrom(...MOMENTS), historyOf(LONGEST), async ([zone, start], history) => {
      const wrong = await live(zone, start, history)
      if (wrong) throw new Error(`${wrong}\n\n${history.map((step, index) => `${index + 1} ${JSON.stringify(step)}`).join("\n")}`)
    })
    await fc.assert(property, { numRuns: RUNS, ...(SEED === undefined ? {} : { seed: Number(SEED) }) })
  })
})

/** Each segment whose stored members are not those of an evaluation without any memory, or not those of the oracle. */
async function wrongMembers(audience: TestAudience, shop: LittleShop): Promise<string[]> {
  const world = await readWorld(audience)
  const wrong: string[] = []
  const expected = new Map<string, Set<number>>()
  for (const { id, name, rule } of shop.segments) {
    const naive = oracle(world, rule, world.now, (segment, profile) => expected.get(segment)?.has(profile) ?? false)
    expected.set(id, naive)
    const stored = await audience.membership.members(id)
    const { members: full } = await audience.segments.evaluate(rule)
    const { entered, left } = await audience.membership.changes(id, new Date(0), new Date("9999-01-01"))
    const figures = { stored: told(stored), full: told(full), oracle: told(naive), changes: told(entered) }
    if (new Set(Object.values(figures)).size > 1 || !left.isEmpty) {
      const [row] = await audience.database.rows(sql`select error, evaluated_at, members_count from audience.segment where id = ${id}`)
      wrong.push(`${name}: ${JSON.stringify({ ...figures, ...row })}`)
    }
    for (const set of [stored, full, entered, left]) set.dispose()
  }
  return wrong
}

const told = (ids: Iterable<number>): string => [...ids].sort((a, b) => a - b).join(" ")
