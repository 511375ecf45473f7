import fc from "fast-check"
import { DateTime } from "luxon"
import type { RuleNode } from "../../src/contract"
import { createTestAudience, type TestAudience } from "../support/audience"
import { LittleShop } from "../support/history/little-shop"
import { readWorld } from "../support/history/read-world"
import { life, ofGroup } from "../support/history/steps"
import { wrongMembers, type KnownSegment } from "../support/history/wrong-members"
import { conditionsOf, followsTime } from "../support/random-conditions"
import { drawsFrom, randomWorld, type Draw } from "../support/random-world"
import { saveAttributes } from "../support/world"

/** Another month: `MONTH_SEED=…`; a failure prints the one it followed from. */
const SEED = Number(process.env.MONTH_SEED ?? Date.now() % 1_000_000)
const ZONE = "Europe/Berlin"
/** Clocks go back on the 25th of October; the days before the first are for there to be somebody to make segments of. */
const DAYS_BEFORE = 3
const DAYS = 31
const MOST_A_DAY = 8
const GROUPS = 3

/** Who was in a segment when a day was looked at. */
interface Looked {
  segment: string
  at: Date
  members: number[]
  /** Whether it was the day's last millisecond. */
  isEnd: boolean
}

describe("a month of a shop", () => {
  const draw = drawsFrom(SEED)
  let audience: TestAudience
  let shop: LittleShop

  beforeAll(async () => {
    audience = await createTestAudience({ now: "2026-10-06T22:00:00Z", options: { timeZone: ZONE, exchangeRates: { usd: 0.5 } } })
    await saveAttributes(audience, randomWorld(drawsFrom(1)))
    shop = new LittleShop(audience, [])
  })
  afterAll(async () => {
    await shop.stop()
    await audience.database.drop()
  })

  /** What happens from now to the end of the day, at times of its own, some of it with a round behind it. */
  async function day(midnight: Date): Promise<void> {
    const start = audience.clock.now().getTime()
    const times = draw(fc.array(fc.nat(midnight.getTime() - start - 2), { minLength: 3, maxLength: MOST_A_DAY })).sort((a, b) => a - b)
    for (const later of times) {
      audience.clock.set(new Date(start + later))
      await shop.carryOut(ofGroup(draw(life), draw(fc.nat(GROUPS - 1))))
      if (draw(fc.nat(2)) === 0) await shop.round()
    }
  }

  it("has on each of its days the members that a full evaluation and the raw facts have, and remembers them", async () => {
    let today = DateTime.fromISO("2026-10-07", { zone: ZONE })
    const looked: Looked[] = []
    let segments: KnownSegment[] = []
    for (let number = 0; number < DAYS_BEFORE + DAYS; number++) {
      if (number === DAYS_BEFORE) segments = await segmentsOfEveryField(audience, shop, draw)
      const midnight = today.plus({ days: 1 })
      await day(midnight.toJSDate())
      // Looked at whenever its last event was, in its last millisecond, or when nothing has happened since but midnight.
      const isEnd = number % 3 === 1
      if (number % 3 > 0) audience.clock.set(new Date(midnight.toMillis() - 1))
      await shop.round()
      if (number % 3 === 2) {
        audience.clock.set(midnight.toJSDate())
        await shop.round()
      }
      const wrong = await wrongMembers(audience, segments)
      expect({ seed: SEED, day: today.toISODate(), at: audience.clock.now(), wrong }).toMatchObject({ wrong: [] })
      for (const { id } of segments) {
        const members = await audience.membership.members(id)
        looked.push({ segment: id, at: audience.clock.now(), members: members.toArray(), isEnd })
        members.dispose()
      }
      audience.clock.set(midnight.toJSDate())
      today = midnight
    }
    await remembers(audience, looked)
  })
})

/** The past is still told as it was seen: who was in at each instant, and how many at the end of a day. */
async function remembers({ membership }: TestAudience, looked: readonly Looked[]): Promise<void> {
  for (const { segment, at, members, isEnd } of looked) {
    const then = await membership.membersAt(segment, at)
    expect({ seed: SEED, segment, at, members: then.toArray() }).toEqual({ seed: SEED, segment, at, members })
    then.dispose()
    if (!isEnd) continue
    const day = DateTime.fromJSDate(at, { zone: ZONE }).toFormat("yyyy-MM-dd")
    const [point] = await membership.trend(segment, day, day, "day")
    expect({ seed: SEED, segment, day, members: point?.members }).toEqual({ seed: SEED, segment, day, members: members.length })
  }
}

/** Segments of three conditions each in which every field of the catalogue stands once, some of those, and one by hand. */
async function segmentsOfEveryField(audience: TestAudience, shop: LittleShop, draw: Draw): Promise<KnownSegment[]> {
  const world = await readWorld(audience)
  const { families } = await audience.segments.catalogue()
  const fields = families.flatMap((family) => family.fields).filter(({ field }) => field !== "attribute.segments")
  const conditions = draw(fc.shuffledSubarray(fields, { minLength: fields.length })).map((field): RuleNode => {
    const allowed = field.choices?.map(({ value }) => value)
    const all = conditionsOf(draw, world, field, []).filter(
      ({ value = [] }) => !allowed || [value].flat().every((one) => allowed.includes(one as string))
    )
    // A window that moves tells more of a month than one that stands.
    const moving = all.filter(followsTime)
    return draw(fc.constantFrom(...(moving.length > 0 && draw(fc.boolean()) ? moving : all)))
  })
  const known: KnownSegment[] = []
  const add = async (rules: RuleNode[]): Promise<void> => {
    const rule = { match: draw(fc.constantFrom("all" as const, "any" as const)), not: draw(fc.boolean()), rules }
    const { id, name } = await audience.segments.create({ name: `Segment ${known.length + 1}`, rule })
    known.push({ id, name, rule })
  }
  for (let index = 0; index < conditions.length; index += 3) await add(conditions.slice(index, index + 3))
  // Products move from category to category: conditions of their own, which no other one hides.
  for (const field of ["behavior.product_views", "behavior.cart_adds", "purchase.orders"]) {
    for (const value of ["pcat_home", "pcat_wear"])
      await add([{ field, operator: "gte", value: 1, where: [{ dimension: "category_id", operator: "eq", value }] }])
  }
  for (const operator of ["has_any", "has_none"] as const) {
    const value = draw(fc.shuffledSubarray(known, { minLength: 2, maxLength: 2 })).map(({ id }) => id)
    await add([{ field: "attribute.segments", operator, value }])
  }
  const { id, name } = await audience.segments.create({ name: "By hand", kind: "static" })
  known.push({ id, name, rule: null })
  shop.segments.push(...known)
  return known
}
