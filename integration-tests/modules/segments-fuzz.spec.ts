import fc from "fast-check"
import sql from "sql-template-tag"
import type { RuleCondition } from "../../src/contract"
import { openDatabase, type Database } from "../../src/modules/audience/lib/database"
import { createSegments, type Segments } from "../../src/modules/audience/segments"
import { createTestAudience, type TestAudience } from "../support/audience"
import { conditionsOf } from "../support/random-conditions"
import { drawsFrom, randomWorld, type Draw } from "../support/random-world"
import { loadWorld, saveAttributes } from "../support/world"

/** More trees find more: `FUZZ_TREES=20000`; the same again: `FUZZ_SEED=…`. */
const TREES = Number(process.env.FUZZ_TREES ?? 3000)
const SEED = Number(process.env.FUZZ_SEED ?? Date.now() % 1_000_000)

/** What a stranger would put where a word, a number or a list is expected. */
const HOSTILE: unknown[] = [
  "'; drop table audience.event; --",
  '"); delete from audience.profile; --',
  "$1",
  "%_\\%",
  "\\",
  "\u0000",
  "\ud800",
  "x".repeat(513),
  "",
  "__proto__",
  "constructor",
  "toString",
  "2026-02-30",
  "infinity",
  "-infinity",
  "99999-01-01",
  "0001-01-01",
  "2026-01-01T00:00:00+25:00",
  Number.MAX_SAFE_INTEGER,
  Number.MAX_VALUE,
  Number.MIN_VALUE,
  -1,
  -0,
  0,
  1e400,
  NaN,
  730,
  731,
  null,
  true,
  [],
  [[]],
  {},
  [null],
  [1, "2"],
  [3, 1],
  ["a", "a"],
  Array.from({ length: 1001 }, (_, i) => String(i)),
  { last: 1e9, unit: "day" },
  { last: 1, unit: "century" },
  { last: 0.5, unit: "hour" },
  { next: 730, unit: "day" },
  { from: "2026-01-01", to: "0000-00-00" },
  { match: "all", rules: [] },
]

/** One part of a JSON value, somewhere in it, replaced, removed or added to. */
function spoil(draw: Draw, value: unknown): unknown {
  if (Array.isArray(value) && value.length > 0 && draw(fc.boolean())) {
    const at = draw(fc.nat(value.length - 1))
    return value.map((one: unknown, index) => (index === at ? spoil(draw, one) : one))
  }
  if (typeof value === "object" && value !== null && !Array.isArray(value) && draw(fc.integer({ min: 0, max: 9 })) > 0) {
    const keys = Object.keys(value)
    const key = draw(fc.constantFrom(...keys, "not", "within", "where", "value", "steps", "step_within", "unheard_of"))
    const part = (value as Record<string, unknown>)[key]
    const { [key]: _, ...rest } = value as Record<string, unknown>
    return draw(fc.integer({ min: 0, max: 5 })) === 0 ? rest : { ...rest, [key]: spoil(draw, part) }
  }
  return draw(fc.constantFrom(...HOSTILE))
}

function treeOf(draw: Draw, conditions: readonly RuleCondition[], depth = 1): unknown {
  const rules = Array.from({ length: draw(fc.integer({ min: 0, max: 3 })) }, () =>
    depth < 6 && draw(fc.integer({ min: 0, max: 3 })) === 0 ? treeOf(draw, conditions, depth + 1) : draw(fc.constantFrom(...conditions))
  )
  return { match: draw(fc.constantFrom("all", "any")), ...(draw(fc.boolean()) ? { not: true } : {}), rules }
}

describe("a random or hostile rule", () => {
  let audience: TestAudience
  let guarded: Database
  let segments: Segments
  let conditions: RuleCondition[]
  const draw = drawsFrom(SEED)

  beforeAll(async () => {
    const world = randomWorld(draw)
    audience = await createTestAudience({
      now: world.now,
      options: { timeZone: world.zone, cartAbandonedAfterMinutes: world.cartAbandonedAfterMinutes },
    })
    await saveAttributes(audience, world)
    await loadWorld(audience, world)
    const everybody = await audience.segments.create({ name: "Everybody", rule: { match: "all", rules: [] } })
    const { families } = await audience.segments.catalogue()
    conditions = families.flatMap(({ fields }) => fields).flatMap((field) => conditionsOf(draw, world, field, [everybody.id]))
    // PostgreSQL itself ends what takes longer; that would be an error, and so a failure here.
    guarded = openDatabase({ connectionString: audience.database.url, statement_timeout: 5000 }, () => undefined)
    segments = createSegments({ ...audience, database: guarded })
  })
  afterAll(async () => {
    await guarded.close()
    await audience.database.drop()
  })

  const counted = async (): Promise<unknown> =>
    (
      await audience.database.rows(sql`
        select (select count(*) from audience.event) as events, (select count(*) from audience.profile) as profiles,
          (select count(*) from audience.segment) as segments, (select count(*) from pg_tables where schemaname = 'audience') as tables`)
    )[0]

  it("is evaluated, or refused with its place, and changes nothing", async () => {
    const before = await counted()
    const wrong: string[] = []
    const seen = { evaluated: 0, refused: 0 }
    for (let tree = 0; tree < TREES; tree++) {
      let rule = treeOf(draw, conditions)
      for (let spoils = draw(fc.integer({ min: 0, max: 2 })); spoils > 0; spoils--) rule = spoil(draw, rule)
      try {
        const { members } = await segments.evaluate(await segments.validate(rule))
        members.dispose()
        seen.evaluated++
      } catch (error) {
        const { type, message } = error as { type?: string; message: string }
        seen.refused++
        if (type !== "invalid_data" || !/^rule[.[:]/.test(message)) wrong.push(`${JSON.stringify(rule)} → ${message}`)
      }
    }
    expect({ seed: SEED, wrong: wrong.slice(0, 3) }).toEqual({ seed: SEED, wrong: [] })
    expect(await counted()).toEqual(before)
    // Neither side may be empty: a fuzz that only ever meets one door tests one door.
    expect(Math.min(seen.evaluated, seen.refused)).toBeGreaterThan(TREES / 20)
  })
})
