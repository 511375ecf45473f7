import { randomUUID } from "node:crypto"
import type {
  MembersPage,
  ReportLine,
  ReportPartName,
  ReportSection,
  SegmentDto,
  SegmentOverview,
  SegmentReport,
  WireEvent,
} from "../../src/contract"
import { anEvent, closeShop, shop, until, type Answer } from "../support/shop"

const page = `/report-spec-${randomUUID()}`
const visitors = [randomUUID(), randomUUID(), randomUUID()]
let segment: string

const admin = <Body>(path: string): Promise<Answer<Body>> => shop().admin<Body>(`/admin/audience/segments/${path}`)

beforeAll(async () => {
  for (const [index, visitor] of visitors.entries()) {
    const session = randomUUID()
    const event = (name: string, path: string, given = {}): WireEvent =>
      anEvent(name, { session, url: `https://shop.test${path}`, title: "Spec", ...given })
    await shop().collect({
      visitor,
      events: [
        event("page_viewed", page, { at: new Date(Date.now() - 3000).toISOString() }),
        ...(index === 0 ? [event("page_viewed", `${page}/next`, { at: new Date(Date.now() - 2000).toISOString() })] : []),
        ...(index < 2 ? [event("clicked", page, { properties: { element: "button", label: `Go ${page}` } })] : []),
        event("page_engaged", page, { properties: { seconds: 10 * (index + 1) } }),
      ],
    })
  }
  const rule = {
    match: "all",
    // Views count at once, sessions after the fold.
    rules: [
      { field: "behavior.page_views", operator: "gte", value: 1, where: [{ dimension: "path", operator: "eq", value: page }] },
      { field: "visit.sessions", operator: "gte", value: 1 },
    ],
  }
  await until(
    async () => (await shop().admin<{ count: number }>("/admin/audience/segments/preview", { body: { rule } })).body.count === 3,
    { what: "three viewers" }
  )
  segment = (await shop().admin<{ segment: SegmentDto }>("/admin/audience/segments", { body: { name: `Report ${page}`, rule } })).body
    .segment.id
})

afterAll(closeShop)

describe("GET /admin/audience/segments/:id/overview", () => {
  it("agrees with what the three visitors did", async () => {
    const { status, body } = await admin<SegmentOverview>(`${segment}/overview`)
    expect(status).toBe(200)
    expect(body).toMatchObject({
      members: 3,
      active_7d: 3,
      entered_7d: 3,
      left_7d: 0,
      identified: 0,
      revenue: 0,
      currency: shop().options.currency,
      share: 3 / body.total,
      left: [],
      uses: [],
    })
    expect(body.entered.map(({ profile }) => profile.id).sort()).toEqual(body.top_users.map(({ profile }) => profile.id).sort())
    expect(body.top_users.map(({ engaged_time, sessions, online }) => [engaged_time, sessions, online])).toEqual([[30, 1, true], [20, 1, true], [10, 1, true]]) // prettier-ignore
  })
})

describe("GET /admin/audience/segments/:id/report", () => {
  it("agrees with what the three visitors did", async () => {
    const { status, body } = await admin<SegmentReport>(`${segment}/report`)
    expect(status).toBe(200)
    const measures = Object.fromEntries(body.behaviour.measures.map(({ key, value }) => [key, value]))
    expect(measures).toMatchObject({
      page_views: 4,
      sessions: 3,
      clicks: 2,
      engaged_time: 60,
      average_session_time: 20,
      active: 3,
      active_share: 1,
    })
    const section = (id: string): [string, number, number | undefined][] =>
      (body.behaviour.sections.find((one) => one.id === id)?.rows ?? [])
        .filter(({ members }) => members > 0)
        .map(({ key, members, value }) => [key, members, value])
    expect(section("pages")).toEqual([[page, 3, 3], [`${page}/next`, 1, 1]]) // prettier-ignore
    expect(section("landing_pages")).toEqual([[page, 3, 3]])
    expect(section("exit_pages")).toEqual([[page, 2, 2], [`${page}/next`, 1, 1]]) // prettier-ignore
    expect(section("paths")).toEqual([[`${page} → ${page}/next`, 1, 1]])
    expect(section("clicks")).toEqual([[`go ${page}`, 2, 2]])
    expect(section("hours").reduce((sum, [, , sessions]) => sum + (sessions ?? 0), 0)).toBe(3)
    const devices = body.attributes.sections.find(({ id }) => id === "visit.device_type")?.rows
    expect(devices?.[0]).toMatchObject({ key: "desktop", members: 3, share: 1 })
  })

  it("comes piece by piece to whoever asks for lines, and all pieces together are the whole", async () => {
    const { headers, body } = await shop().admin<string>(`/admin/audience/segments/${segment}/report`, {
      headers: { accept: "application/x-ndjson" },
    })
    expect(headers.get("content-type")).toContain("application/x-ndjson")
    const lines = body.trimEnd().split("\n").map((line) => JSON.parse(line) as ReportLine) // prettier-ignore
    const whole = lines.flatMap((line) => ("whole" in line ? [line.whole] : []))[0]
    if (!whole) throw new Error("no line is the whole")
    const { behaviour, attributes, purchase, differences, ...head } = whole
    expect(differences).toBeInstanceOf(Array)
    expect(lines[0]).toEqual({ head })
    expect(lines.at(-1)).toEqual({ whole })
    const pieces = lines.flatMap((line) => ("piece" in line ? [line.piece] : []))
    expect(pieces).toHaveLength(lines.length - 2)
    const uncorrected = (section: ReportSection): ReportSection => ({ ...section, rows: section.rows.map((row) => ({ ...row, q_value: null })) }) // prettier-ignore
    for (const [name, part] of Object.entries({ behaviour, attributes, purchase })) {
      const mine = pieces.filter((piece) => piece.part === (name as ReportPartName))
      expect(mine.flatMap(({ measures = [] }) => measures)).toEqual(part.measures)
      expect(mine.flatMap(({ flow }) => flow ?? [])).toEqual(part.flow ? [part.flow] : [])
      const sections = new Map(mine.flatMap(({ sections = [] }) => sections).map((section) => [section.id, section]))
      expect(part.sections.map(({ id }) => sections.get(id))).toEqual(part.sections.map(uncorrected))
      expect(sections.size).toBe(part.sections.length)
    }
  })

  it("covers thirty days until today unless told otherwise, and only the days asked for", async () => {
    const today = (await admin<SegmentReport>(`${segment}/report`)).body
    expect((Date.parse(today.to) - Date.parse(today.from)) / 86_400_000).toBe(29)
    const past = (await admin<SegmentReport>(`${segment}/report?from=2020-01-01&to=2020-01-31`)).body
    expect(past.behaviour.measures.find(({ key }) => key === "page_views")).toMatchObject({ value: 0, value_all: 0 })
  })

  it.each([
    ["from=2026-02-30", /^from: must be a day/],
    ["from=yesterday", /^from: must be a day/],
    ["from=2026-02-02&to=2026-02-01", /^from: /],
    ["from=2020-01-01&to=2026-01-01", /^from: at most/],
    ["colour=red", /^colour: /],
  ])("refuses %s", async (query, message) => {
    const { status, body } = await admin<{ type: string; message: string }>(`${segment}/report?${query}`)
    expect({ status, type: body.type }).toEqual({ status: 400, type: "invalid_data" })
    expect(body.message).toMatch(message)
    const lines = { headers: { accept: "application/x-ndjson" } }
    const asked = await shop().admin<{ message: string }>(`/admin/audience/segments/${segment}/report?${query}`, lines)
    expect([asked.status, asked.body.message]).toEqual([400, body.message])
  })
})

describe("GET /admin/audience/segments/:id/members", () => {
  it("pages with the columns asked for", async () => {
    const query = "fields=visit.engaged_time,behavior.clicks&order=-visit.engaged_time&limit=2"
    const first = (await admin<MembersPage>(`${segment}/members?${query}`)).body
    expect(first.members.map(({ values }) => values)).toEqual([{ "visit.engaged_time": 30, "behavior.clicks": 0 }, { "visit.engaged_time": 20, "behavior.clicks": 1 }]) // prettier-ignore
    expect(first.count).toBe(3)
    const second = (await admin<MembersPage>(`${segment}/members?${query}&cursor=${first.next_cursor}`)).body
    expect(second.members.map(({ values }) => values["visit.engaged_time"])).toEqual([10])
    expect(second.next_cursor).toBeNull()
  })

  it.each([
    ["fields=visit.colour", /^fields: "visit.colour"/],
    ["order=visit.colour", /^order: "visit.colour"/],
    ["cursor=abc", /^cursor: /],
    ["limit=1000", /^limit: /],
  ])("refuses %s", async (query, message) => {
    const { status, body } = await admin<{ type: string; message: string }>(`${segment}/members?${query}`)
    expect({ status, type: body.type }).toEqual({ status: 400, type: "invalid_data" })
    expect(body.message).toMatch(message)
  })
})
