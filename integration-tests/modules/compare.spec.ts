import { randomUUID } from "node:crypto"
import { DateTime } from "luxon"
import sql from "sql-template-tag"
import type { ComparedMeasure, SegmentComparison } from "../../src/contract"
import { createTestAudience, type TestAudience } from "../support/audience"
import { crowd } from "./reports-crowd"
import { segmentOf, settle, type Person } from "./reports-world"

const ZONE = "America/New_York"
const FROM = "2026-03-01"
const TO = "2026-03-10"

let audience: TestAudience
let people: Person[]
let ids: number[]
/** Three overlapping segments, one of nobody, each a test of a person's place in the crowd. */
const rules: ((place: number) => boolean)[] = [(place) => place % 2 === 0, (place) => place % 3 === 0, (place) => place < 20, () => false]
let segments: string[]

beforeAll(async () => {
  audience = await createTestAudience({ now: "2026-03-15T03:00:00Z", options: { timeZone: ZONE } })
  people = [...crowd(), { internal: true, visits: [{ at: "2026-03-02T10:00:00Z", events: [{ name: "page_viewed", path: "/" }] }] }]
  ids = await settle(audience, people)
  // The internal person is stored as a member of the first, as one who became internal after the evaluation.
  segments = await Promise.all(
    rules.map((rule) =>
      segmentOf(
        audience,
        ids.filter((_, place) => rule(place))
      )
    )
  )
}, 60_000)

afterAll(() => audience.database.drop())

const sum = (numbers: number[]): number => numbers.reduce((total, number) => total + number, 0)
const counted = (): { person: Person; place: number }[] =>
  people.map((person, place) => ({ person, place })).filter(({ person }) => !person.internal)
const inDays = (at: number, from = FROM): boolean => {
  const day = DateTime.fromMillis(at, { zone: ZONE }).toFormat("yyyy-MM-dd")
  return day >= from && day <= TO
}
const events = (person: Person): { name: string; seconds?: number }[] =>
  (person.visits ?? []).flatMap((visit) => visit.events.filter((_, index) => inDays(Date.parse(visit.at) + index * 1000)))
const visits = (person: Person): NonNullable<Person["visits"]> => (person.visits ?? []).filter((visit) => inDays(Date.parse(visit.at)))
/** What each order of these days came to, canceled ones left out. */
const orders = (person: Person, from: string): number[] =>
  (person.orders ?? [])
    .filter(({ at, canceled }) => !canceled && inDays(Date.parse(at), from))
    .map(({ lines, refunds = [] }) => sum(lines.map(({ total }) => total)) - sum(refunds.map(({ amount }) => amount)))

describe("compare", () => {
  let answer: SegmentComparison
  const measure = (key: string): ComparedMeasure => {
    const found = answer.measures.find((one) => one.key === key)
    if (!found) throw new Error(`no measure ${key}`)
    return found
  }
  /** A figure of each segment and of everybody, added up person by person. */
  const naive = (of: (person: Person) => number): { values: number[]; all: number } => ({
    values: rules.map((rule) => sum(counted().filter(({ place }) => rule(place)).map(({ person }) => of(person)))),
    all: sum(counted().map(({ person }) => of(person))),
  }) // prettier-ignore

  beforeAll(async () => {
    answer = await audience.reports.compare(segments, FROM, TO)
  })

  it("names the segments in the order asked for, without internal people", () => {
    const sizes = rules.map((rule) => counted().filter(({ place }) => rule(place)).length)
    expect(answer.segments).toEqual(segments.map((id, place) => ({ id, name: id, members: sizes[place] })))
    expect(answer).toMatchObject({ from: FROM, to: TO, total: 60, currency: "eur", time_zone: ZONE })
    expect(measure("members")).toMatchObject({ values: sizes, all: 60, index: [null, null, null, null] })
    expect(measure("share").values).toEqual(sizes.map((size) => size / 60))
  })

  it.each<[string, (person: Person) => number]>([
    ["sessions", (person) => visits(person).length],
    ["page_views", (person) => events(person).filter(({ name }) => name === "page_viewed").length],
    ["engaged_time", (person) => sum(events(person).map(({ seconds = 0 }) => seconds))],
  ])("adds up %s as a naive reading does", (key, of) => {
    const expected = naive(of)
    const { values, all } = measure(key)
    values.forEach((value, place) => expect(value).toBeCloseTo(expected.values[place] ?? NaN, 6))
    expect(all).toBeCloseTo(expected.all, 6)
  })

  it("compares a total by its part of one person", () => {
    const { values, all, index } = measure("page_views")
    const [size = 0] = measure("members").values
    expect(index[0]).toBeCloseTo(((values[0] ?? 0) / (size ?? 0) / ((all ?? 0) / 60)) * 100, 6)
    expect(index[3]).toBeNull()
  })

  it("counts a person who visited once, however often they came", () => {
    const expected = naive((person) => (events(person).length > 0 ? 1 : 0))
    const sizes = measure("members").values
    expect(measure("visited").values.map((share, place) => Math.round((share ?? 0) * (sizes[place] ?? 0)))).toEqual(expected.values)
  })

  it("counts what was bought in the days, without canceled orders and refunds", async () => {
    const whole = await audience.reports.compare(segments, "2026-02-01", TO)
    const of = (key: string): ComparedMeasure | undefined => whole.measures.find((one) => one.key === key)
    // The first of February, midnight UTC, is still January in New York.
    const count = naive((person) => orders(person, "2026-02-01").length)
    const money = naive((person) => sum(orders(person, "2026-02-01")))
    expect(count.all).toBeGreaterThan(0)
    expect(of("orders")).toMatchObject(count)
    expect(of("revenue")?.all).toBeCloseTo(money.all, 6)
    of("revenue")?.values.forEach((value, place) => expect(value).toBeCloseTo(money.values[place] ?? NaN, 6))
  })

  it("has no figure where there is nobody to divide by", () => {
    for (const key of ["active_7d", "identified", "visited", "views_per_session", "average_order_value"])
      expect(measure(key).values[3]).toBeNull()
  })

  it("shows the values most frequent in any segment, with everybody's share", () => {
    const channels = answer.sections.find(({ id }) => id === "channels")?.rows ?? []
    const has = (channel: string) => (person: Person) => (visits(person).some((visit) => (visit.channel ?? "direct") === channel) ? 1 : 0)
    expect(channels.map(({ key }) => key).sort()).toEqual(["direct", "email", "organic_search"])
    for (const row of channels) {
      const expected = naive(has(row.key))
      expect(row.people).toEqual(expected.values)
      expect(row.share_all).toBeCloseTo(expected.all / 60, 9)
      expect(row.index[0]).toBeCloseTo(((row.shares[0] ?? 0) / row.share_all) * 100, 6)
      expect(row.shares[3]).toBe(0)
    }
  })

  it("refuses a segment that does not exist", async () => {
    await expect(audience.reports.compare([segments[0] ?? "", "aseg_none"], FROM, TO)).rejects.toThrow(
      "Segment with id: aseg_none was not found"
    )
  })
})

describe("overlap", () => {
  it("counts everybody once, by exactly the segments they are in", async () => {
    const expected = new Map<string, number>()
    for (const { place } of counted()) {
      const key = segments.filter((_, bit) => rules[bit]?.(place)).join()
      if (key) expected.set(key, (expected.get(key) ?? 0) + 1)
    }
    const answer = await audience.reports.overlap(segments)
    expect(new Map(answer.overlaps.map(({ segment_ids, people }) => [segment_ids.join(), people]))).toEqual(expected)
    expect(answer.people).toBe(sum([...expected.values()]))
    expect(answer.overlaps.map(({ people }) => people)).toEqual([...expected.values()].sort((a, b) => b - a))
    expect(answer.segments.map(({ members }) => members)).toEqual(rules.map((rule) => counted().filter(({ place }) => rule(place)).length))
  })

  it("is what a rule of segments answers, so that an overlap can be listed and saved", async () => {
    const [first = "", second = "", third = ""] = segments
    const condition = (operator: "has_all" | "has_none", value: string[]) => ({ field: "attribute.segments", operator, value })
    const rule = { match: "all" as const, rules: [condition("has_all", [first, third]), condition("has_none", [second])] }
    const { overlaps } = await audience.reports.overlap([first, second, third])
    const { members, count } = await audience.reports.profiles({ fields: [], limit: 50, rule })
    const expected = counted().filter(({ place }) => place % 2 === 0 && place % 3 !== 0 && place < 20)
    const profiles = await audience.reports.profileDtos(expected.map(({ place }) => ids[place] ?? 0))
    expect(members.map(({ id }) => id).sort()).toEqual(profiles.map(({ id }) => id).sort())
    expect(overlaps.find(({ segment_ids }) => segment_ids.join() === [first, third].join())?.people).toBe(count)
  })
})

describe("flows", () => {
  const day = (text: string): void => audience.clock.set(`${text}T17:00:00Z`)
  const tier = async (person: number, value: string): Promise<void> => {
    await audience.identity.setAttributes(person, { member_tier: value }, "api")
  }
  let silver: string, gold: string
  let ada: number, ben: number, cyd: number

  beforeAll(async () => {
    const rows = await audience.database.rows<{ id: number }>(
      sql`insert into audience.profile (created_at) select '2026-03-01'::timestamptz from generate_series(1, 3) returning id`
    )
    ;[ada = 0, ben = 0, cyd = 0] = rows.map(({ id }) => id)
    const make = async (value: string): Promise<string> => {
      const condition = { field: "attribute.member_tier", operator: "eq" as const, value }
      const among = { field: "attribute.points", operator: "eq" as const, value: 77 }
      const rule = { match: "all" as const, rules: [condition, among] }
      return (await audience.segments.create({ name: `${value} ${randomUUID()}`, rule })).id
    }
    for (const person of [ada, ben, cyd]) await audience.identity.setAttributes(person, { points: 77 }, "api")
    const evaluate = async (): Promise<void> => {
      for (const id of [silver, gold]) await audience.membership.evaluate(id)
    }
    // 1 April: Ada and Ben are silver. 5 April: Ada is gold, Cyd silver. 8 April: Ben is nothing; Ada went down and up again.
    day("2026-04-01")
    ;[silver, gold] = [await make("silver"), await make("gold")]
    await tier(ada, "silver")
    await tier(ben, "silver")
    await evaluate()
    day("2026-04-05")
    await tier(ada, "gold")
    await tier(cyd, "silver")
    await evaluate()
    day("2026-04-08")
    await tier(ben, "bronze")
    await tier(ada, "silver")
    await evaluate()
    await tier(ada, "gold")
    await evaluate()
    day("2026-04-20")
  })

  afterAll(() => day("2026-03-15"))

  it("knows the members at the end of any past day", async () => {
    const at = async (id: string, on: string): Promise<number[]> =>
      (await audience.membership.membersAt(id, DateTime.fromISO(`${on}T23:59:59`, { zone: ZONE }).toJSDate())).toArray()
    expect(await at(silver, "2026-03-31")).toEqual([])
    expect(await at(silver, "2026-04-04")).toEqual([ada, ben])
    expect(await at(silver, "2026-04-05")).toEqual([ben, cyd])
    expect(await at(gold, "2026-04-08")).toEqual([ada])
    await expect(audience.membership.membersAt("aseg_none", new Date())).rejects.toThrow("was not found")
  })

  it("tells who moved where between two days", async () => {
    const { matrix, segments: sized } = await audience.reports.flows([silver, gold], "2026-04-01", "2026-04-20")
    // Ada: silver to gold; Ben: silver to none of these; Cyd: none of these to silver.
    expect(matrix).toEqual([
      [0, 1, 1],
      [0, 0, 0],
      [1, 0, 0],
    ])
    expect(sized.map(({ members_from, members_to }) => [members_from, members_to])).toEqual([[2, 1], [0, 1]]) // prettier-ignore
    expect(sized.map(({ since, redefined_at }) => [since?.slice(0, 10), redefined_at])).toEqual([["2026-04-01", null], ["2026-04-05", null]]) // prettier-ignore
  })

  it("says when a definition changed in between, which moves people too", async () => {
    day("2026-04-21")
    await audience.segments.update(gold, {
      rule: { match: "any", rules: [{ field: "attribute.member_tier", operator: "eq", value: "gold" }] },
    })
    day("2026-04-22")
    // Another name is a version too, but moves nobody.
    await audience.segments.update(silver, { name: "Silver by another name" })
    const redefined = async (from: string): Promise<(string | undefined)[]> =>
      (await audience.reports.flows([silver, gold], from, "2026-04-22")).segments.map(({ redefined_at }) => redefined_at?.slice(0, 10))
    expect(await redefined("2026-04-01")).toEqual([undefined, "2026-04-21"])
    expect(await redefined("2026-04-21")).toEqual([undefined, undefined])
  })

  it("overlaps as of a past day", async () => {
    const { overlaps } = await audience.reports.overlap([silver, gold], "2026-04-05")
    expect(overlaps).toEqual([
      { segment_ids: [silver], people: 2 },
      { segment_ids: [gold], people: 1 },
    ])
  })
})
