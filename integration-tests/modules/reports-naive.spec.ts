import { DateTime } from "luxon"
import type { ReportPart } from "../../src/contract"
import { createTestAudience, type TestAudience } from "../support/audience"
import { RFM_GRID } from "../support/oracle-cases"
import { crowd } from "./reports-crowd"
import { segmentOf, settle, type Person } from "./reports-world"

const ZONE = "America/New_York"
const FROM = "2026-03-01"
const TO = "2026-03-10"
/** A person may be in none of these, or in several. */
const LISTS = ["attribute.customer_groups", "attribute.segments"]

let audience: TestAudience
let people: Person[]
let isMember: boolean[]
let segment: string

beforeAll(async () => {
  audience = await createTestAudience({ now: "2026-03-15T03:00:00Z", options: { timeZone: ZONE } })
  people = crowd()
  isMember = people.map((_, index) => index % 3 !== 0)
  const ids = await settle(audience, people)
  segment = await segmentOf(audience, ids.filter((_, index) => isMember[index])) // prettier-ignore
})

afterAll(() => audience.database.drop())

const local = (at: number): DateTime => DateTime.fromMillis(at, { zone: ZONE })
const inDays = (at: number, from: string, to: string): boolean =>
  local(at).toFormat("yyyy-MM-dd") >= from && local(at).toFormat("yyyy-MM-dd") <= to

interface Tally {
  members: number
  profiles: number
  value: number
}

/** Counts people by key the plain way: every occurrence in a list, every person once. */
function tally(occurrences: (person: Person) => string[]): Map<string, Tally> {
  const tallies = new Map<string, Tally>()
  people.forEach((person, index) => {
    const keys = occurrences(person)
    for (const key of new Set(keys)) {
      const before = tallies.get(key) ?? { members: 0, profiles: 0, value: 0 }
      const member = isMember[index] ? 1 : 0
      tallies.set(key, {
        members: before.members + member,
        profiles: before.profiles + 1,
        value: before.value + member * keys.filter((one) => one === key).length,
      })
    }
  })
  return tallies
}

function rowsOf(part: ReportPart, id: string): Map<string, Tally> {
  const rows = part.sections.find((section) => section.id === id)?.rows ?? []
  return new Map(
    rows
      .filter(({ key }) => key !== "")
      .map(({ key, members, share_all, value }) => [
        key,
        { members, profiles: Math.round(share_all * people.length), value: value ?? members },
      ])
  )
}

const visits = (person: Person): NonNullable<Person["visits"]> =>
  (person.visits ?? []).filter((visit) => inDays(Date.parse(visit.at), FROM, TO))
const happenings = (person: Person): { name: string; path?: string; seconds?: number }[] =>
  (person.visits ?? []).flatMap((visit) => visit.events.filter((_, index) => inDays(Date.parse(visit.at) + index * 1000, FROM, TO)))
const viewed = (events: { name: string; path?: string }[]): string[] =>
  events.filter(({ name }) => name === "page_viewed").map(({ path }) => path ?? "")
const present = (values: (string | undefined)[]): string[] => values.filter((value) => value !== undefined)

/** The RFM group of everybody who bought, the plain way: fifths of all buyers by rank, equal figures together. */
function rfmGroups(): Map<Person, string> {
  const bought = (person: Person): NonNullable<Person["orders"]> => (person.orders ?? []).filter(({ canceled }) => !canceled)
  const buyers = people.filter((person) => bought(person).length > 0)
  const net = ({ lines, refunds = [] }: NonNullable<Person["orders"]>[number]): number =>
    lines.reduce((sum, { total }) => sum + total, 0) - refunds.reduce((sum, { amount }) => sum + amount, 0)
  const score = (figure: (person: Person) => number, person: Person): number =>
    1 + Math.floor((5 * buyers.filter((other) => figure(other) < figure(person)).length) / buyers.length)
  return new Map(
    buyers.map((person) => {
      const recency = score((one) => Math.max(...bought(one).map(({ at }) => Date.parse(at))), person)
      const frequency = score((one) => bought(one).length, person)
      const monetary = score((one) => bought(one).reduce((sum, order) => sum + net(order), 0), person)
      return [person, RFM_GRID[recency - 1]?.[Math.ceil((frequency + monetary) / 2) - 1] ?? ""]
    })
  )
}

describe("report, against a plain count in memory", () => {
  it("agrees on every section of behaviour", async () => {
    const { behaviour } = await audience.reports.report(segment, FROM, TO)
    const steps = (person: Person): string[] =>
      (person.visits ?? []).flatMap((visit) => {
        const pages = viewed(visit.events.filter((_, index) => inDays(Date.parse(visit.at) + index * 1000, FROM, TO)))
        return pages.slice(1).flatMap((page, index) => (page === pages[index] ? [] : [`${pages[index]} → ${page}`]))
      })
    const expected: Record<string, (person: Person) => string[]> = {
      pages: (person) => viewed(happenings(person)),
      landing_pages: (person) => visits(person).flatMap((visit) => viewed(visit.events).slice(0, 1)),
      exit_pages: (person) => visits(person).flatMap((visit) => viewed(visit.events).slice(-1)),
      paths: steps,
      events: (person) => happenings(person).map(({ name }) => name),
      sources: (person) => visits(person).map(({ source }) => source ?? "direct"),
      media: (person) => visits(person).map(({ medium }) => medium ?? "none"),
      channels: (person) => visits(person).map(({ channel }) => channel ?? "direct"),
      campaigns: (person) => present(visits(person).map(({ campaign }) => campaign)),
      hours: (person) => visits(person).map((visit) => `${local(Date.parse(visit.at)).weekday}-${local(Date.parse(visit.at)).hour}`),
    }
    for (const [id, occurrences] of Object.entries(expected)) {
      expect({ id, rows: rowsOf(behaviour, id) }).toEqual({ id, rows: tally(occurrences) })
      expect(tally(occurrences).size).toBeGreaterThan(0)
    }
  })

  it("agrees on the sums", async () => {
    const { behaviour, purchase } = await audience.reports.report(segment, "2026-02-01", "2026-02-03")
    const march = await audience.reports.report(segment, FROM, TO)
    const measured = (part: ReportPart, key: string): unknown => {
      const found = part.measures.find((one) => one.key === key)
      return [found?.value, found?.value_all].map((value) => (typeof value === "number" ? expect.closeTo(value, 4) : value)) as unknown
    }
    const summed = (of: (person: Person) => number): [number, number] => [
      people.reduce((sum, person, index) => sum + (isMember[index] ? of(person) : 0), 0),
      people.reduce((sum, person) => sum + of(person), 0),
    ]
    expect(summed((person) => happenings(person).length)).toEqual(measured(march.behaviour, "events"))
    expect(summed((person) => viewed(happenings(person)).length)).toEqual(measured(march.behaviour, "page_views"))
    expect(summed((person) => visits(person).length)).toEqual(measured(march.behaviour, "sessions"))
    expect(summed((person) => happenings(person).reduce((sum, { seconds }) => sum + (seconds ?? 0), 0))).toEqual(
      measured(march.behaviour, "engaged_time")
    )
    expect(summed((person) => (happenings(person).length > 0 ? 1 : 0))).toEqual(measured(march.behaviour, "active"))
    expect(summed(() => 0)).toEqual(measured(behaviour, "events"))

    // 2026-02-01T00:00Z is still January in New York.
    const orders = (person: Person): NonNullable<Person["orders"]> =>
      (person.orders ?? []).filter((order) => !order.canceled && inDays(Date.parse(order.at), "2026-02-01", "2026-02-03"))
    const refunds = (person: Person): number[] =>
      (person.orders ?? []).flatMap((order) => (order.refunds ?? []).map(({ amount }) => amount))
    const net = (order: NonNullable<Person["orders"]>[number]): number =>
      order.lines.reduce((sum, { total }) => sum + total, 0) - (order.refunds ?? []).reduce((sum, { amount }) => sum + amount, 0)
    expect(summed((person) => orders(person).length)).toEqual(measured(purchase, "orders"))
    expect(summed((person) => orders(person).reduce((sum, order) => sum + net(order), 0))).toEqual(measured(purchase, "revenue"))
    expect(summed((person) => (orders(person).length > 0 ? 1 : 0))).toEqual(measured(purchase, "buyers"))
    expect(summed((person) => refunds(person).length)).toEqual(measured(purchase, "refunds"))
    expect(summed((person) => refunds(person).reduce((sum, amount) => sum + amount, 0))).toEqual(measured(purchase, "refunded_amount"))
  })

  it("agrees on the distributions, whatever the days", async () => {
    const { attributes } = await audience.reports.report(segment, FROM, TO)
    const latest = (person: Person): NonNullable<Person["visits"]>[number] | undefined =>
      [...(person.visits ?? [])].sort((a, b) => Date.parse(a.at) - Date.parse(b.at)).at(-1)
    const groups = rfmGroups()
    expect(new Set(groups.values()).size).toBeGreaterThan(2)
    const attribute = (person: Person, key: string): string[] => present([person.attributes?.[key]?.toString()])
    const expected: Record<string, (person: Person) => string[]> = {
      "visit.device_type": (person) => present([latest(person)?.device]),
      "visit.country": (person) => present([latest(person)?.country]),
      "visit.type": (person) => (person.visits?.length ? [person.visits.length === 1 ? "new" : "returning"] : []),
      "attribute.member_tier": (person) => attribute(person, "member_tier"),
      "attribute.points": (person) => attribute(person, "points"),
      "attribute.birthday": (person) => attribute(person, "birthday").map((day) => day.slice(0, 4)),
      "attribute.customer_groups": (person) => person.customer?.group_ids ?? [],
      "purchase.rfm_group": (person) => present([groups.get(person)]),
      "attribute.consent_marketing": (person) => present([person.consent?.marketing?.toString()]),
    }
    for (const [id, values] of Object.entries(expected)) expect({ id, rows: rowsOf(attributes, id) }).toEqual({ id, rows: tally(values) })
    for (const { id, rows } of attributes.sections.filter(({ id }) => !LISTS.includes(id))) {
      expect({ id, share: rows.reduce((sum, { share }) => sum + share, 0) }).toEqual({ id, share: expect.closeTo(1, 9) as number })
    }
  })
})
