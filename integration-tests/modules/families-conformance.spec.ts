import fc from "fast-check"
import sql from "sql-template-tag"
import type { CatalogueField, RuleCondition, RuleGroup, RuleNode } from "../../src/contract"
import { setOf, type ProfileSet } from "../../src/modules/audience/lib/bitmap"
import type { ConditionCache } from "../../src/modules/audience/segments"
import { readOnce } from "../../src/modules/audience/segments/evaluate-once"
import { questionOf } from "../../src/modules/audience/segments/question"
import { createTestAudience, type TestAudience } from "../support/audience"
import { caseOf, oracle } from "../support/oracle"
import { conditionsOf } from "../support/random-conditions"
import { drawsFrom, randomWorld, type Draw } from "../support/random-world"
import { loadWorld, saveAttributes, type World } from "../support/world"

/** More worlds find more: `CONFORMANCE_WORLDS=50`. A failure prints the seed to run again with. */
const WORLDS = Number(process.env.CONFORMANCE_WORLDS ?? 1)
const SEED = process.env.CONFORMANCE_SEED

/** An audience that holds a random world, and everything that can be asked of it. */
async function inWorld(world: World, check: (audience: TestAudience, fields: CatalogueField[]) => Promise<void>): Promise<void> {
  const { zone, now, cartAbandonedAfterMinutes } = world
  const audience = await createTestAudience({ now, options: { timeZone: zone, cartAbandonedAfterMinutes } })
  try {
    await saveAttributes(audience, world)
    await loadWorld(audience, world)
    const { families } = await audience.segments.catalogue()
    await check(
      audience,
      families.flatMap((family) => family.fields)
    )
  } finally {
    await audience.database.drop()
  }
}

/** A static segment of three profiles (and an internal one), and the segment of everybody who is not in it. */
async function twoSegments(
  { membership, segments }: TestAudience,
  world: World
): Promise<{ ids: string[]; memberOf: (segment: string, profile: number) => boolean; sets: Map<string, ProfileSet> }> {
  const chosen = await segments.create({ name: "Chosen", kind: "static" })
  const others = await segments.create({ name: "Others", rule: { field: "attribute.segments", operator: "has_none", value: [chosen.id] } })
  const members = setOf([1, 2, 3, 7])
  await membership.decide(chosen.id, { add: members.toArray() })
  const rest = setOf(world.profiles.filter(({ id, left }) => id > 3 && !left).map(({ id }) => id))
  return {
    ids: [chosen.id, others.id],
    memberOf: (segment, profile) => (segment === chosen.id) === profile <= 3,
    sets: new Map([
      [chosen.id, members],
      [others.id, rest],
    ]),
  }
}

/** Calls `check` with random worlds; a failure names the number that the world follows from. */
async function inRandomWorlds(
  check: (given: { world: World; draw: Draw; audience: TestAudience; fields: CatalogueField[] }) => Promise<void>
): Promise<void> {
  const property = fc.asyncProperty(fc.noShrink(fc.integer()), async (seed) => {
    const draw = drawsFrom(seed)
    const world = randomWorld(draw)
    await inWorld(world, (audience, fields) => check({ world, draw, audience, fields }))
  })
  await fc.assert(property, { numRuns: WORLDS, endOnFailure: true, ...(SEED === undefined ? {} : { seed: Number(SEED) }) })
}

describe("families", () => {
  it("have an oracle for every field and dimension, so that none goes unchecked", async () => {
    const world = randomWorld(drawsFrom(1))
    await inWorld(world, async (_, fields) => {
      expect(fields.filter(({ field }) => !caseOf(world, field)).map(({ field }) => field)).toEqual([])
      await Promise.resolve()
    })
  })

  it("answer every field, operator, window and dimension as the contract reads", async () => {
    await inRandomWorlds(async ({ world, draw, audience, fields }) => {
      const { segments } = audience
      const { ids, memberOf, sets } = await twoSegments(audience, world)
      const conditions = fields.flatMap((field) => conditionsOf(draw, world, field, ids))
      const wrong: string[] = []
      await eachInTurns(conditions, () => {
        const cache = segments.createConditionCache()
        return async (condition) => {
          const expected = told(oracle(world, condition, world.now, memberOf))
          const { members, validUntil } = await segments.evaluateCached(condition, cache, {
            now: world.now,
            membersOf: (id) => sets.get(id) ?? null,
          })
          if (told(members) !== expected) wrong.push(`${JSON.stringify(condition)} → ${told(members)}, not ${expected}`)
          members.dispose()
          // Until the instant that it names, time alone changes nothing.
          const later = new Date(validUntil ? Math.max(validUntil.getTime() - 1, world.now.getTime()) : world.now.getTime() + 400 * DAY)
          const then = told(oracle(world, condition, later, memberOf))
          if (then !== expected)
            wrong.push(`${JSON.stringify(condition)} → ${then} before ${validUntil?.toISOString() ?? "ever"}, still ${expected}`)
        }
      })
      expect(wrong).toEqual([])
    })
  })

  it("split everybody in two, with any rule and its negation", async () => {
    await inRandomWorlds(async ({ world, draw, audience, fields }) => {
      const { ids, sets } = await twoSegments(audience, world)
      const conditions = fields.flatMap((field) => some(draw, conditionsOf(draw, world, field, ids)))
      const everybody = world.profiles.filter(({ left }) => !left).map(({ id }) => id)
      const cache = audience.segments.createConditionCache()
      const round = { now: world.now, membersOf: (id: string) => sets.get(id) ?? null }
      for (let i = 0; i < 40; i++) {
        const rule = draw(ruleOf(conditions))
        const yes = (await audience.segments.evaluateCached(rule, cache, round)).members
        const no = (await audience.segments.evaluateCached({ match: "all", not: true, rules: [rule] }, cache, round)).members
        expect({ rule, both: yes.andCardinality(no) }).toEqual({ rule, both: 0 })
        expect(told([...yes, ...no])).toEqual(told(everybody))
      }
    })
  })

  it("answer for some profiles what they answer for all, and keep up with the touched ones", async () => {
    await inRandomWorlds(async ({ world, draw, audience, fields }) => {
      const { segments } = audience
      const { ids, sets } = await twoSegments(audience, world)
      const conditions = fields.flatMap((field) => some(draw, conditionsOf(draw, world, field, ids)))
      const scope = [2, 3, 5, 7, 9]
      await eachInTurns(conditions, () => {
        const cache = segments.createConditionCache()
        const round = { now: world.now, membersOf: (id: string) => sets.get(id) ?? null }
        return async (condition) => {
          const all = told((await segments.evaluateCached(condition, cache, round)).members)
          const some = (await segments.evaluate(condition, { scope })).members
          expect([condition, told(some)]).toEqual([
            condition,
            told(
              all
                .split(" ")
                .map(Number)
                .filter((id) => scope.includes(id))
            ),
          ])
          cache.touch(scope)
          expect([condition, told((await segments.evaluateCached(condition, cache, round)).members)]).toEqual([condition, all])
        }
      })
    })
  })

  it("look at the touched ones for many conditions at once", async () => {
    await inRandomWorlds(async ({ world, draw, audience, fields }) => {
      const { segments } = audience
      const { ids, sets } = await twoSegments(audience, world)
      const conditions = fields.flatMap((field) => some(draw, conditionsOf(draw, world, field, ids)))
      const cache = segments.createConditionCache()
      const round = { now: world.now, fields: await segments.fields(), membersOf: (id: string) => sets.get(id) ?? null }
      const answers = async (kept: ConditionCache): Promise<string[]> => {
        const found: string[] = []
        for (const condition of conditions) {
          const { members } = await segments.evaluateCached(condition, kept, round)
          found.push(`${JSON.stringify(condition)} → ${told(members)}`)
          members.dispose()
        }
        return found
      }
      const before = await answers(cache)
      const everybody = world.profiles.map(({ id }) => id)
      // Few people by themselves, and among so many that their events are found by name and page.
      const nobodies = Array.from({ length: 200 }, (_, index) => 1_000_000 + index)
      for (const besides of [[], nobodies]) {
        cache.touch([...everybody.filter((id) => id % 2 === 0), ...besides])
        expect(await cache.lookAgain(world.now)).toBeGreaterThan(fields.length / 2)
        expect(await answers(cache)).toEqual(before)
      }
      // And now that nobody has done anything.
      await audience.database.execute(sql`truncate audience.event, audience.profile_state, audience.profile_day, audience.session,
        audience.order_fact, audience.order_line, audience.refund, audience.cart, audience.cart_line, audience.attribute_value`)
      cache.touch(everybody)
      expect(await cache.lookAgain(world.now)).toBeGreaterThan(fields.length / 2)
      expect(await answers(cache)).toEqual(await answers(segments.createConditionCache()))
    })
  })

  it("answer what is asked of the same rows in one pass", async () => {
    await inRandomWorlds(async ({ world, draw, audience, fields }) => {
      const registered = await audience.segments.fields()
      const questions = fields.flatMap((field) => {
        const own = registered.get(field.field)
        if (!own || own.segments) return []
        return some(draw, conditionsOf(draw, world, field, [])).map((condition) => questionOf(condition, own))
      })
      const together = readOnce(audience, world.now, "all", questions)
      const alone = readOnce(audience, world.now, "all")
      try {
        await eachInTurns(questions, () => async (question) => {
          const [one, other] = [await together.answer(question), await alone.answer(question)]
          expect([question.key, told(one.set), one.validUntil]).toEqual([question.key, told(other.set), other.validUntil])
        })
      } finally {
        await together.dispose()
        await alone.dispose()
      }
    })
  })
})

const DAY = 86_400_000
const some = <Item>(draw: Draw, items: Item[]): Item[] =>
  draw(fc.shuffledSubarray(items, { minLength: 1, maxLength: Math.min(3, items.length) }))
const told = (ids: Iterable<number>): string => [...ids].sort((a, b) => a - b).join(" ")

function ruleOf(conditions: RuleCondition[]): fc.Arbitrary<RuleGroup> {
  const { group } = fc.letrec<{ group: RuleGroup; node: RuleNode }>((tie) => ({
    node: fc.oneof({ depthSize: "small", withCrossShrink: true }, fc.constantFrom(...conditions), tie("group")),
    group: fc.record({
      match: fc.constantFrom("all" as const, "any" as const),
      not: fc.boolean(),
      rules: fc.array(tie("node"), { maxLength: 4 }),
    }),
  }))
  return group
}

/** Three at a time: each statement is small, the way to the database is what takes time. */
async function eachInTurns<Item>(items: Item[], worker: () => (item: Item) => Promise<void>): Promise<void> {
  const waiting = [...items]
  await Promise.all(
    Array.from({ length: 3 }, async () => {
      const work = worker()
      for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) await work(item)
    })
  )
}
