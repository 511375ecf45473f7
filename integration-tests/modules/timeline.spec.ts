import sql from "sql-template-tag"
import type { TimelineEntry } from "../../src/contract"
import { createTestAudience, type TestAudience } from "../support/audience"
import { settle, type Person } from "./reports-world"

const NOON = "2026-03-10T12:00:00.000Z"
const EARLIER = "2026-03-10T11:00:00.000Z"

/** Two visits that began at one instant, 12 clicks, two orders and two carts at it, some things before. */
const person: Person = {
  visits: [
    {
      at: NOON,
      source: "google",
      events: Array.from({ length: 12 }, (_, index) => ({ name: "clicked", label: `at noon ${index}`, after: 0 })),
    },
    { at: NOON, source: "bing", events: [{ name: "clicked", label: "elsewhere", after: 0 }] },
    { at: EARLIER, source: "direct", events: Array.from({ length: 5 }, (_, index) => ({ name: "clicked", label: `earlier ${index}` })) },
  ],
  orders: [NOON, NOON, EARLIER].map((at) => ({ at, lines: [{ product: "prod_1", quantity: 1, total: 10 }] })),
  openCarts: [NOON, NOON].map((touched, index) => ({ touched, total: 20 + index })),
}
const COUNT = 3 + 18 + 3 + 2

let audience: TestAudience
let id: string

beforeAll(async () => {
  audience = await createTestAudience({ now: "2026-03-15T12:00:00Z" })
  const [profileId = 0] = await settle(audience, [
    person,
    { visits: [{ at: NOON, events: [{ name: "clicked", label: "of somebody else" }] }] },
  ])
  // Microseconds apart: instants that a `Date` cannot tell apart.
  await audience.database.execute(sql`
    update audience.event set at = at + (right(properties->>'label', 1)::int || ' microseconds')::interval
    where properties->>'label' like 'earlier%' and profile_id = ${profileId}`)
  id = (await audience.reports.profileDtos([profileId]))[0]?.id ?? ""
})
afterAll(() => audience.database.drop())

async function walk(limit: number): Promise<TimelineEntry[]> {
  const found: TimelineEntry[] = []
  let cursor: string | null | undefined
  do {
    const page = await audience.reports.timeline(id, { limit, ...(cursor ? { cursor } : {}) })
    expect(page.timeline.length).toBeGreaterThan(0)
    found.push(...page.timeline)
    cursor = page.next_cursor
  } while (cursor)
  return found
}

const said = ({ at, kind, title, detail }: TimelineEntry): string => [at, kind, title, detail].join(" ")

describe("timeline", () => {
  it("tells everything once, newest first, however short the pages are", async () => {
    const whole = await audience.reports.timeline(id, { limit: 200 })
    expect(whole.next_cursor).toBeNull()
    expect(whole.timeline).toHaveLength(COUNT)
    const clicks = whole.timeline.filter(({ kind }) => kind === "event").map(({ detail }) => detail)
    expect([...clicks].sort()).toEqual([...Array.from({ length: 12 }, (_, index) => `at noon ${index}`), ...Array.from({ length: 5 }, (_, index) => `earlier ${index}`), "elsewhere"].sort()) // prettier-ignore
    expect(whole.timeline.map(({ at }) => at)).toEqual(whole.timeline.map(({ at }) => at).sort().reverse()) // prettier-ignore
    for (const limit of [1, 2, 3, 7, COUNT]) expect((await walk(limit)).map(said)).toEqual(whole.timeline.map(said))
  })

  it("puts what began before what it led to, within one instant", async () => {
    const noon = (await walk(50)).filter(({ at }) => at === NOON).map(({ kind }) => kind)
    const times = <Value>(count: number, value: Value): Value[] => Array.from({ length: count }, () => value)
    expect(noon).toEqual([...times(2, "order"), ...times(2, "cart"), ...times(13, "event"), ...times(2, "session")])
  })

  it("reads on from any instant", async () => {
    const { timeline } = await audience.reports.timeline(id, { limit: 200, before: new Date(NOON) })
    expect(timeline.map(said)).toEqual((await walk(200)).filter(({ at }) => at < NOON).map(said))
    const [first] = (await audience.reports.timeline(id, { limit: 1, before: new Date("2026-03-10T12:00:00.001Z") })).timeline
    expect(first).toMatchObject({ at: NOON, kind: "order" })
  })

  it("refuses what is no cursor", async () => {
    const place = (parts: unknown): string => Buffer.from(JSON.stringify(parts)).toString("base64url")
    for (const cursor of [
      "x",
      "",
      place([1, 2, 3]),
      place(["2026-03-10", "event", "a"]),
      place(["2026-13-41 12:00:00+00", "event", "a"]),
      // Days that JavaScript takes for others, and PostgreSQL for none.
      place(["2026-02-30 12:00:00+00", "event", "a"]),
      place(["0000-01-01 12:00:00+00", "event", "a"]),
      place(["2026-03-10 12:00:00+00", "dream", "a"]),
      place(["2026-03-10 12:00:00+00", "event", "\0"]),
    ])
      // prettier-ignore
      await expect(audience.reports.timeline(id, { limit: 1, cursor })).rejects.toThrow("cursor: not a cursor of this list")
  })
})
