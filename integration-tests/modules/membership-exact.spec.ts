import fc from "fast-check"
import type { CatalogueField } from "../../src/contract"
import { createAudience, type Audience } from "../../src/modules/audience/audience"
import { parseOptions } from "../../src/modules/audience/options"
import { createTestAudience, type TestAudience } from "../support/audience"
import { testClock } from "../support/clock"
import { emptyDatabase, LittleShop } from "../support/history/little-shop"
import { historyOf, type Step } from "../support/history/steps"
import { wrongMembers } from "../support/history/wrong-members"
import { drawsFrom, MOMENTS, randomWorld } from "../support/random-world"
import { saveAttributes } from "../support/world"

/** More histories find more: `HISTORIES=5000`. A failure prints the seed to run again with, as `HISTORIES_SEED`. */
const RUNS = Number(process.env.HISTORIES ?? 40)
const SEED = process.env.HISTORIES_SEED
const LONGEST = 14

const moments = fc.constantFrom(...MOMENTS)

/** Evaluators that are wrong, by what they miss: the histories must show it, or they would not show a fault of ours either. */
const FAULTS: [missed: string, open: (own: TestAudience) => Audience][] = [
  ["who was touched", (own) => createAudience({ ...own, database: { ...own.database, rows: deafTo("from audience.touched", own) } })],
  [
    "that time passes",
    (own) => ({ ...createAudience(own), membership: createAudience({ ...own, clock: testClock(own.clock.now()) }).membership }),
  ],
  [
    "what is decided by hand",
    (own) => createAudience({ ...own, database: { ...own.database, rows: deafTo("audience.segment_manual m", own) } }),
  ],
]

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
  async function live(
    zone: string,
    start: string,
    history: readonly Step[],
    open: (own: TestAudience) => Audience
  ): Promise<string | null> {
    await emptyDatabase(audience)
    audience.clock.set(start)
    const options = parseOptions({ timeZone: zone, cartAbandonedAfterMinutes: 60, exchangeRates: { usd: 0.5 } })
    const own = { ...createAudience({ ...audience, options }), clock: audience.clock, database: audience.database }
    const shop = new LittleShop(own, fields, () => open(own))
    try {
      for (const [index, step] of [...history, { happens: "round" } as const].entries()) {
        await shop.carryOut(step)
        const wrong = step.happens === "round" ? await wrongMembers(own, shop.segments) : []
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
    const property = fc.asyncProperty(moments, historyOf(LONGEST), async ([zone, start], history) => {
      const wrong = await live(zone, start, history, createAudience)
      if (wrong) throw new Error(`${wrong}\n\n${history.map((step, index) => `${index + 1} ${JSON.stringify(step)}`).join("\n")}`)
    })
    await fc.assert(property, { numRuns: RUNS, ...(SEED === undefined ? {} : { seed: Number(SEED) }) })
  })

  it.each(FAULTS)("would not equal it if the evaluator missed %s", async (_, open) => {
    const histories = fc.sample(fc.tuple(moments, historyOf(LONGEST)), { numRuns: 100, seed: 1 })
    for (const [[zone, start], history] of histories) if (await live(zone, start, history, open)) return
    throw new Error("none of a hundred histories showed it")
  })
})

/** Reads of a database of which those that mention something find nothing. */
const deafTo =
  (words: string, { database }: TestAudience): typeof database.rows =>
  async (query) =>
    query.text.includes(words) ? [] : database.rows(query)
