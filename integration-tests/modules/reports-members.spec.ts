import sql from "sql-template-tag"
import type { AttributeValue, MemberDto, MembersPage } from "../../src/contract"
import { resolveColumns, type MembersQuery } from "../../src/modules/audience/reports"
import { createTestAudience, type TestAudience } from "../support/audience"
import { crowd, PEOPLE } from "./reports-crowd"
import { segmentOf, settle } from "./reports-world"

const NOW = "2026-03-15T03:00:00Z"
const FIELDS = [
  ...["type", "sessions", "days_active", "weeks_active", "engaged_time", "average_session_time", "first_seen", "last_seen"].map((name) => `visit.${name}`),
  ...["device_type", "browser", "browser_version", "os", "os_version", "screen", "language", "country", "region", "city"].map((name) => `visit.${name}`),
  ...["first", "last"].flatMap((which) =>
    ["source", "medium", "channel", "campaign", "term", "content", "referrer_host", "landing_path"].map((name) => `visit.${which}_${name}`)
  ),
  ...["page_views", "clicks", "events", "product_views", "cart_adds", "searches"].map((name) => `behavior.${name}`),
  ...["orders", "spent", "items", "average_order_value", "largest_order", "first_order_at", "last_order_at", "days_between_orders"].map((name) => `purchase.${name}`),
  ...["refunds", "refunded_amount", "abandoned_carts", "open_cart_total"].map((name) => `purchase.${name}`),
  ...["identified", "has_account", "email", "email_domain", "first_name", "last_name", "phone", "customer_since", "customer_groups"].map((name) => `attribute.${name}`),
  ...["consent_analytics", "consent_personalization", "consent_marketing", "age", "gender", "birthday", "member_id", "member_tier", "points"].map((name) => `attribute.${name}`),
  ...["top_category", "recency_score", "frequency_score", "monetary_score", "rfm_group"].map((name) => `purchase.${name}`),
  "behavior.experience_views",
  "attribute.satisfaction_score",
  "attribute.segments",
] // prettier-ignore

let audience: TestAudience
let ids: number[]
let crowdSegment: string
let evenSegment: string

beforeAll(async () => {
  audience = await createTestAudience({ now: NOW })
  ids = await settle(audience, [...crowd(), { internal: true, customer: { id: "cus_internal", email: "internal@example.com" } }])
  crowdSegment = await segmentOf(audience, ids, { id: "aseg_crowd" })
  evenSegment = await segmentOf(audience, ids.filter((id) => id % 2 === 0), { id: "aseg_even" }) // prettier-ignore
})

afterAll(() => audience.database.drop())

type Pages = (query: MembersQuery) => Promise<MembersPage>

const ofCrowd: Pages = (query) => audience.reports.members(crowdSegment, query)
const ofEverybody: Pages = (query) => audience.reports.profiles(query)

async function walk(order: string | undefined, fields: string[], limit: number, q?: string, pages = ofCrowd): Promise<MemberDto[]> {
  const members: MemberDto[] = []
  let cursor: string | null | undefined
  do {
    const page = await pages({ fields, limit, ...(order ? { order } : {}), ...(q ? { q } : {}), ...(cursor ? { cursor } : {}) })
    members.push(...page.members)
    cursor = page.next_cursor
  } while (cursor)
  return members
}

/** What an order compares: text without case, lists by their members; numbers, times and booleans as they are. */
function sortable(value: AttributeValue | null | undefined): string | number | null {
  if (value === null || value === undefined) return null
  if (typeof value === "boolean" || typeof value === "number") return Number(value)
  return (Array.isArray(value) ? value.join(",") : value).toLowerCase()
}

describe("members", () => {
  it.each(FIELDS)("walks through everybody exactly once in the order of %s, both ways, those without a value last", async (field) => {
    for (const [direction, pages] of [
      ["", ofCrowd],
      ["-", ofCrowd],
      ["", ofEverybody],
      ["-", ofEverybody],
    ] as const) {
      const members = await walk(`${direction}${field}`, [field], 7, undefined, pages)
      expect(new Set(members.map(({ id }) => id)).size).toBe(PEOPLE)
      expect(members).toHaveLength(PEOPLE)
      const values = members.map((member) => sortable(member.values[field]))
      const inOrder = values.every((value, index) => {
        const before = index === 0 ? undefined : values[index - 1]
        if (before === undefined) return true
        if (value === null) return true
        if (before === null) return false
        return direction === "-" ? before >= value : before <= value
      })
      expect({ field, direction, inOrder }).toEqual({ field, direction, inOrder: true })
    }
  })

  it("orders people of equal value the same at every page size", async () => {
    const whole = (await walk("visit.device_type", [], 200)).map(({ id }) => id)
    expect((await walk("visit.device_type", [], 1)).map(({ id }) => id)).toEqual(whole)
    expect((await walk("visit.device_type", [], PEOPLE)).map(({ id }) => id)).toEqual(whole)
  })

  it("starts with who was here last when no order is asked for", async () => {
    const seen = (await walk(undefined, [], 13)).map(({ last_seen }) => last_seen)
    expect(seen).toEqual([...seen].sort((a, b) => (a === b ? 0 : a === null ? 1 : b === null ? -1 : a < b ? 1 : -1)))
  })

  it("answers the fields asked for under their full names and no others", async () => {
    const { members } = await audience.reports.members(crowdSegment, { fields: ["visit.sessions", "attribute.segments"], limit: 5 })
    for (const member of members) expect(Object.keys(member.values)).toEqual(["visit.sessions", "attribute.segments"])
  })

  it("tells the segments that each person is in", async () => {
    const members = await walk("attribute.segments", ["attribute.segments"], 50)
    const counts = members.map((member) => member.values["attribute.segments"])
    expect(counts.filter((segments) => JSON.stringify(segments) === JSON.stringify(["aseg_crowd", "aseg_even"]))).toHaveLength(PEOPLE / 2)
    expect(counts.filter((segments) => JSON.stringify(segments) === JSON.stringify(["aseg_crowd"]))).toHaveLength(PEOPLE / 2)
  })

  it("shows for each field what was settled about the person", async () => {
    const people = crowd()
    const members = await walk("attribute.email", FIELDS, 50)
    for (const [index, person] of people.entries()) {
      if (!person.customer) continue
      const member = members.find(({ customer_id }) => customer_id === person.customer?.id)
      const visits = person.visits ?? []
      const orders = (person.orders ?? []).filter((order) => !order.canceled)
      const net = (order: (typeof orders)[number]): number =>
        order.lines.reduce((sum, line) => sum + line.total, 0) - (order.refunds ?? []).reduce((sum, refund) => sum + refund.amount, 0)
      expect(member?.values).toMatchObject({
        "attribute.email": person.customer.email,
        "attribute.email_domain": person.customer.email?.split("@")[1]?.toLowerCase(),
        "attribute.first_name": person.customer.first_name ?? null,
        "attribute.customer_groups": person.customer.group_ids?.length ? person.customer.group_ids : null,
        "attribute.consent_marketing": person.consent?.marketing ?? null,
        "attribute.points": person.attributes?.points ?? null,
        "attribute.age": { "1990-01-01": 36, "2001-03-16": 24 }[String(person.attributes?.birthday)] ?? person.attributes?.age ?? null,
        "visit.sessions": visits.length,
        "visit.type": visits.length === 0 ? null : visits.length === 1 ? "new" : "returning",
        "visit.days_active": new Set(visits.map((visit) => visit.at.slice(0, 10))).size,
        "behavior.page_views": visits.flatMap((visit) => visit.events).filter((event) => event.name === "page_viewed").length,
        "purchase.orders": orders.length,
        "purchase.spent": expect.closeTo(orders.reduce((sum, order) => sum + net(order), 0), 6) as number,
        "purchase.largest_order": orders.length ? expect.closeTo(Math.max(...orders.map(net)), 6) : null,
        "purchase.abandoned_carts": (person.openCarts ?? []).filter((cart) => cart.touched < "2026-03-15T02:00:00Z").length,
        "visit.last_seen": member?.last_seen ?? null,
      }) // prettier-ignore
      expect(index).toBeLessThan(PEOPLE)
    }
  })

  it("finds people by e-mail, name, customer id, member id and profile id, and reads the text literally", async () => {
    const people = crowd()
    const named = people.filter((person) => person.customer)
    const found = async (q: string): Promise<number> => (await walk(undefined, [], 50, q)).length
    expect(await found("EXAMPLE.ORG")).toBe(named.filter((person) => person.customer?.email?.endsWith("@EXAMPLE.org")).length)
    expect(await found("anna")).toBe(named.filter((person) => person.customer?.first_name?.toLowerCase() === "anna").length)
    expect(await found("100%_")).toBe(named.filter((person) => person.customer?.last_name === "100%_sure").length)
    expect(await found("%")).toBe(named.filter((person) => person.customer?.last_name === "100%_sure").length)
    expect(await found("' or true --")).toBe(0)
    expect(await found(named[3]?.customer?.id ?? "")).toBe(1)
    const member = people.find((person) => person.attributes?.member_id)?.attributes?.member_id
    expect(
      (await walk(undefined, ["attribute.member_id"], 50, String(member).toLowerCase())).some(
        ({ values }) => values["attribute.member_id"] === member
      )
    ).toBe(true)
    const [first] = await walk(undefined, [], 50)
    expect((await walk(undefined, [], 50, first?.id)).map(({ id }) => id)).toEqual([first?.id])
  })

  it("counts what it pages through, without internal people", async () => {
    expect(await audience.reports.members(crowdSegment, { fields: [], limit: 1 })).toMatchObject({ count: PEOPLE })
    expect(await audience.reports.members(crowdSegment, { fields: [], limit: 1, q: "internal@" })).toMatchObject({ count: 0, members: [] })
    expect(await audience.reports.members(evenSegment, { fields: [], limit: 1 })).toMatchObject({ count: PEOPLE / 2 })
  })

  it.each([
    ["text that is no cursor", "hello"],
    ["another shape", Buffer.from(JSON.stringify({ id: 1 })).toString("base64url")],
    ["another order", Buffer.from(JSON.stringify(["visit.sessions", 0, ["1"], 1])).toString("base64url")],
    ["a key of another type", Buffer.from(JSON.stringify(["-visit.last_seen", 0, ["yesterday or so"], 1])).toString("base64url")],
    ["an id that is no integer", Buffer.from(JSON.stringify(["-visit.last_seen", 0, ["2026-03-01"], 1.5])).toString("base64url")],
    ["a part that no order has", Buffer.from(JSON.stringify(["-visit.last_seen", 9, [], 1])).toString("base64url")],
    ["fewer keys than its part has", Buffer.from(JSON.stringify(["-visit.last_seen", 0, [], 1])).toString("base64url")],
  ])("refuses a cursor that is %s", async (_, cursor) => {
    await expect(audience.reports.members(crowdSegment, { fields: [], limit: 5, cursor })).rejects.toMatchObject({
      type: "invalid_data",
      message: expect.stringMatching(/^cursor: /) as string,
    })
  })

  it("refuses a field without a value for each profile, and names it", async () => {
    await expect(audience.reports.members(crowdSegment, { fields: ["behavior.sequence"], limit: 5 })).rejects.toMatchObject({
      type: "invalid_data",
      message: expect.stringMatching(/^fields: "behavior.sequence"/) as string,
    })
    await expect(
      audience.reports.members(crowdSegment, { fields: [], limit: 5, order: "-p.id; drop table audience.profile" })
    ).rejects.toMatchObject({ message: expect.stringMatching(/^order: /) as string })
  })
})

describe("profiles", () => {
  it("pages through all profiles and finds the one of a customer", async () => {
    expect(await audience.reports.profiles({ fields: [], limit: 1 })).toMatchObject({ count: PEOPLE })
    const customer = crowd().find((person) => person.customer)?.customer
    const { members } = await audience.reports.profiles({ fields: [], limit: 10, customerId: customer?.id ?? "" })
    expect(members.map(({ customer_id }) => customer_id)).toEqual([customer?.id])
    expect(await audience.reports.profiles({ fields: [], limit: 10, customerId: "cus_nobody" })).toMatchObject({ members: [], count: 0 })
  })

  it("holds people of whom nothing was derived yet, after all others, and those who were paid back more than they paid before those who paid nothing", async () => {
    const { database, clock } = audience
    const rows = await database.rows<{ id: number }>(
      sql`insert into audience.profile (created_at) values (${clock.now()}), (${clock.now()}) returning id`
    )
    const [fresh = 0, repaid = 0] = rows.map(({ id }) => id)
    await database.execute(sql`insert into audience.profile_state (profile_id, orders, spent) values (${repaid}, 1, -5)`)
    const spent = async (order: string): Promise<unknown[]> =>
      (await walk(order, ["purchase.spent"], 4, undefined, ofEverybody)).map(({ values }) => values["purchase.spent"])
    try {
      const up = await spent("purchase.spent")
      expect(up).toHaveLength(PEOPLE + 2)
      expect([up[0], up.at(-1)]).toEqual([-5, 0])
      expect((await spent("-purchase.spent")).slice(-2)).toEqual([-5, 0])
      const byTime = await walk("visit.engaged_time", [], 4, undefined, ofEverybody)
      expect(new Set(byTime.map(({ id }) => id)).size).toBe(PEOPLE + 2)
    } finally {
      await database.execute(sql`delete from audience.profile_state where profile_id = ${repaid}`)
      await database.execute(sql`delete from audience.profile where id in (${fresh}, ${repaid})`)
    }
  })

  it("answers one profile by its public id", async () => {
    const [first] = await walk(undefined, [], 1)
    expect((await audience.reports.profile(first?.id ?? "")).id).toBe(first?.id)
    await expect(audience.reports.profile("aprof_00000000000000000000000000000000")).rejects.toMatchObject({ type: "not_found" })
    await expect(audience.reports.profile("nonsense")).rejects.toMatchObject({ type: "not_found" })
  })
})

describe("columns", () => {
  it("has one for every field of the catalogue that is a value rather than a question", async () => {
    const catalogued = (await audience.segments.catalogue()).families.flatMap((family) => family.fields)
    // A field that needs a filter or steps to mean anything is a question.
    const valued = catalogued
      .filter((field) => !field.step_dimensions && !field.dimensions.some((dimension) => dimension.required))
      .map(({ field }) => field)
    const columns = await resolveColumns(
      audience.database,
      audience,
      { segmentSets: async () => Promise.resolve([]), fields: () => audience.segments.fields() },
      valued,
      "fields"
    )
    expect(columns.map(({ field }) => field)).toEqual(valued)
  })
})
