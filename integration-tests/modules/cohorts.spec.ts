import { DateTime } from "luxon"
import type { FunnelStepName, PurchaseFunnel, Retention } from "../../src/contract"
import { createTestAudience, type TestAudience } from "../support/audience"
import { segmentOf, settle, type Person } from "./reports-world"

const ZONE = "America/New_York"
// A Thursday.
const TODAY = "2026-03-12"
const STEPS = { viewed: "product_viewed", carted: "product_added", checkout: "checkout_started" } as const

/** Deterministic numbers from 0 to below 1. */
function dice(seed: number): () => number {
  let state = seed
  return () => (state = (state * 1_103_515_245 + 12_345) % 2 ** 31) / 2 ** 31
}

const roll = dice(11)
const whole = (below: number): number => Math.floor(roll() * below)
/** A moment of the ten weeks before today, often at the turn of a week in New York (Monday, 04:00 or 05:00 UTC). */
const moment = (): string =>
  DateTime.fromISO("2026-01-05T04:30:00Z").plus({ weeks: whole(10), days: roll() < 0.4 ? 0 : whole(7), minutes: roll() < 0.4 ? whole(2) * 59 : whole(1440) }).toISO() ?? "" // prettier-ignore

const crowd: Person[] = Array.from({ length: 70 }, (_, place) => ({
  ...(place === 5 ? { internal: true } : {}),
  visits: Array.from({ length: whole(5) }, () => ({
    at: moment(),
    events: Array.from({ length: 1 + whole(4) }, () => ({
      name: ["product_viewed", "product_viewed", "product_added", "checkout_started", "page_viewed"][whole(5)] ?? "",
      after: whole(3) * 60,
    })).sort((a, b) => a.after - b.after),
  })),
  orders: Array.from({ length: whole(4) }, () => ({ at: moment(), canceled: roll() < 0.2, lines: [{ product: "p", quantity: 1, total: 10 * (1 + whole(9)) }] })),
})) // prettier-ignore

let audience: TestAudience
let segment: string
let ids: number[]
const isMember = (place: number): boolean => place % 3 !== 0

beforeAll(async () => {
  audience = await createTestAudience({ now: `${TODAY}T17:00:00Z`, options: { timeZone: ZONE } })
  ids = await settle(audience, crowd)
  segment = await segmentOf(audience, ids.filter((_, place) => isMember(place))) // prettier-ignore
}, 60_000)

afterAll(() => audience.database.drop())

const people = (members: boolean): Person[] => crowd.filter((person, place) => !person.internal && (!members || isMember(place)))
const events = (person: Person): { name: string; at: number }[] =>
  (person.visits ?? []).flatMap(({ at, events }) => events.map(({ name, after = 0 }) => ({ name, at: Date.parse(at) + after * 1000 })))
const placed = (person: Person): number[] => (person.orders ?? []).filter(({ canceled }) => !canceled).map(({ at }) => Date.parse(at))
const startOf = (at: number, interval: "week" | "month"): string =>
  DateTime.fromMillis(at, { zone: ZONE }).startOf(interval).toFormat("yyyy-MM-dd")

describe("retention", () => {
  const came = { first_visit: (person: Person) => events(person).map(({ at }) => at), first_order: placed }
  const back = { visit: (person: Person) => events(person).map(({ at }) => at), order: placed }

  it.each<[Retention["by"], Retention["returning"], Retention["interval"], boolean]>([
    ["first_visit", "visit", "week", true],
    ["first_visit", "order", "week", false],
    ["first_order", "order", "week", true],
    ["first_order", "visit", "month", false],
  ])("counts who came back as a naive reading does: %s, then %s, by %s", async (by, returning, interval, ofSegment) => {
    const periods = interval === "week" ? 9 : 3
    const answer = await audience.reports.retention(ofSegment ? segment : null, { by, returning, interval, periods })
    const now = DateTime.fromISO(TODAY, { zone: ZONE }).startOf(interval)
    const starts = Array.from({ length: periods }, (_, ago) => now.minus({ [interval]: ago }).toFormat("yyyy-MM-dd"))
    expect(answer.cohorts.map(({ start }) => start)).toEqual(starts)
    expect(answer.cohorts.some(({ size }) => size > 1)).toBe(true)
    for (const { start, size, returned } of answer.cohorts) {
      const cohort = people(ofSegment).filter(
        (person) => came[by](person).length > 0 && startOf(Math.min(...came[by](person)), interval) === start
      )
      const since = starts.filter((other) => other >= start).reverse()
      expect(size).toBe(cohort.length)
      expect(returned.map((cell) => cell.people)).toEqual(
        since.map((one) => cohort.filter((person) => back[returning](person).some((at) => startOf(at, interval) === one)).length)
      )
      expect(returned.map(({ share }) => share)).toEqual(returned.map((cell) => (size > 0 ? cell.people / size : 0)))
    }
  })

  it("leaves the present interval out of the average: it is not over", async () => {
    const { cohorts, average } = await audience.reports.retention(null, {
      by: "first_visit",
      returning: "visit",
      interval: "week",
      periods: 9,
    })
    const over = cohorts.slice(2)
    const expected = over.reduce((sum, { returned }) => sum + (returned[1]?.people ?? 0), 0) / over.reduce((sum, { size }) => sum + size, 0)
    expect(average[0]).toBe(1)
    expect(average[1]).toBeCloseTo(expected, 9)
    expect(average.at(-1)).toBeNull()
  })

  it("refuses a segment that does not exist", async () => {
    const question = { by: "first_visit", returning: "visit", interval: "week", periods: 2 } as const
    await expect(audience.reports.retention("aseg_none", question)).rejects.toThrow("Segment with id: aseg_none was not found")
  })
})

describe("rfm", () => {
  it.each([true, false])("puts every buyer into one cell, with what they spent (of a segment: %s)", async (ofSegment) => {
    const buyers = people(ofSegment).filter((person) => placed(person).length > 0)
    const spent = (person: Person): number =>
      (person.orders ?? []).filter(({ canceled }) => !canceled).reduce((sum, { lines }) => sum + (lines[0]?.total ?? 0), 0)
    const { cells, groups, ...answer } = await audience.reports.rfm(ofSegment ? segment : null)
    const revenue = buyers.reduce((sum, person) => sum + spent(person), 0)
    expect(answer).toEqual({ buyers: buyers.length, revenue, currency: "eur" })
    expect(cells.reduce((sum, cell) => sum + cell.revenue, 0)).toBe(revenue)
    expect(groups.reduce((sum, group) => sum + group.people, 0)).toBe(buyers.length)
  })

  it("counts in each cell and group the people whom its rule holds", async () => {
    const { cells, groups } = await audience.reports.rfm(segment)
    const count = async (conditions: [string, number | string][]): Promise<number> => {
      const rules = conditions.map(([field, value]) => ({ field: `purchase.${field}`, operator: "eq" as const, value }))
      const { members } = await audience.segments.evaluate({ match: "all", rules })
      return members.toArray().filter((id) => isMember(ids.indexOf(id))).length
    }
    expect(cells.length).toBeGreaterThan(5)
    for (const { recency, frequency, monetary, people } of cells) {
      expect(await count([["recency_score", recency], ["frequency_score", frequency], ["monetary_score", monetary]])).toBe(people) // prettier-ignore
    }
    for (const { group, people } of groups) expect(await count([["rfm_group", group]])).toBe(people)
  })
})

describe("funnel", () => {
  const FROM = "2026-01-20"
  const TO = "2026-03-08"
  const inDays = (at: number): boolean => {
    const day = DateTime.fromMillis(at, { zone: ZONE }).toFormat("yyyy-MM-dd")
    return day >= FROM && day <= TO
  }

  /** When a person came to each step, trying every way through the events instead of the earliest one. */
  function reached(person: Person): FunnelStepName[] {
    const times = (name: string): number[] => events(person).filter((event) => event.name === name && inDays(event.at)).map(({ at }) => at) // prettier-ignore
    const levels = [times(STEPS.viewed), times(STEPS.carted), times(STEPS.checkout), placed(person).filter(inDays)]
    const names: FunnelStepName[] = ["viewed", "carted", "checkout", "ordered"]
    const canReach = (level: number, notBefore: number): boolean =>
      level < 0 || (levels[level] ?? []).some((at) => at <= notBefore && canReach(level - 1, at))
    return names.filter((_, level) => canReach(level, Infinity))
  }

  it.each([true, false])("counts people in the order of the steps as a naive reading does (of a segment: %s)", async (ofSegment) => {
    const answer = await audience.reports.funnel(ofSegment ? segment : null, FROM, TO)
    const count = (step: FunnelStepName, members: boolean): number =>
      people(members).filter((person) => reached(person).includes(step)).length
    expect(answer.people).toBe(people(ofSegment).length)
    expect(answer.steps.map(({ step, people: some, all }) => [step, some, all.people])).toEqual(
      (["viewed", "carted", "checkout", "ordered"] as const).map((step) => [step, count(step, ofSegment), count(step, false)])
    )
    expect(answer.steps.at(-1)?.people).toBeGreaterThan(0)
    answer.steps.forEach((step, place) => {
      const before = answer.steps[place - 1]
      expect(step.conversion).toBe(before ? step.people / before.people : null)
      expect(step.lost).toBe(before ? before.people - step.people : 0)
      expect(step.share).toBeCloseTo(step.people / (answer.steps[0]?.people ?? 0), 9)
    })
  })

  it("tells the middle of the times from step to step", async () => {
    const one = (minutes: number): Person => ({
      visits: [{ at: "2026-03-11T12:00:00Z", events: [{ name: "product_viewed", after: 0 }, { name: "product_added", after: minutes * 60 }] }],
    }) // prettier-ignore
    const three = await settle(audience, [one(1), one(2), one(30)])
    const { steps } = await audience.reports.funnel(await segmentOf(audience, three), "2026-03-11", "2026-03-11")
    expect(steps.map(({ median_seconds }) => median_seconds)).toEqual([null, 120, null, null])
    expect(steps.map((step) => step.conversion)).toEqual([null, 1, 0, null] satisfies PurchaseFunnel["steps"][number]["conversion"][])
  })
})
