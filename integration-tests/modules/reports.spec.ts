import type { ReportPart, ReportRow, SegmentReport } from "../../src/contract"
import sql from "sql-template-tag"
import { setOf, toBytes } from "../../src/modules/audience/lib/bitmap"
import { createTestAudience, type TestAudience } from "../support/audience"
import { segmentOf, settle, settleProducts } from "./reports-world"

// Noon in Tokyo, a Sunday. Ann's first visit ends half an hour before midnight there, her second begins half an hour after it.
const NOW = "2026-03-15T03:00:00Z"

let audience: TestAudience
let ann: number, bob: number, cid: number, dan: number, eve: number
let segment: string

beforeAll(async () => {
  audience = await createTestAudience({ now: NOW, options: { timeZone: "Asia/Tokyo", currency: "eur" } })
  await settleProducts(audience, {
    p1: { title: "Teapot", categories: { c_tea: "Tea", c_home: "Home" } },
    p2: { title: "Cup", categories: { c_home: "Home" } },
  })
  ;[ann = 0, bob = 0, cid = 0, dan = 0, eve = 0] = await settle(audience, [
    {
      customer: { id: "cus_ann", email: "Ann@Example.com", first_name: "Ann", last_name: "Archer", has_account: true, group_ids: ["cusgroup_vip"] },
      attributes: { birthday: "2001-03-16", member_tier: "gold", points: 120 },
      visits: [
        {
          at: "2026-03-10T14:30:00Z", device: "mobile", browser: "Safari", country: "JP", source: "google", medium: "organic", channel: "organic_search",
          events: [{ name: "page_viewed", path: "/" }, { name: "page_viewed", path: "/Sale" }, { name: "page_viewed", path: "/sale" }, { name: "clicked", label: "Buy" }, { name: "page_engaged", seconds: 40 }],
        },
        { at: "2026-03-10T15:30:00Z", device: "mobile", browser: "Safari", country: "JP", events: [{ name: "page_viewed", path: "/sale" }, { name: "page_engaged", seconds: 20 }] },
      ],
      orders: [
        { at: "2026-03-11T00:00:00Z", lines: [{ product: "p1", quantity: 2, returned: 1, total: 100 }], refunds: [{ amount: 50, at: "2026-03-12T00:00:00Z" }] },
        { at: "2026-03-12T00:00:00Z", canceled: true, lines: [{ product: "p2", quantity: 1, total: 999 }] },
      ],
    },
    { visits: [{ at: "2026-03-15T02:57:00Z", device: "desktop", browser: "Firefox", country: "DE", events: [{ name: "page_viewed", path: "/" }, { name: "page_viewed", path: "/about" }] }] },
    { customer: { id: "cus_cid", email: "cid@example.com" }, attributes: { age: 30 }, orders: [{ at: "2026-02-01T00:00:00Z", lines: [{ product: "p2", quantity: 3, total: 30 }] }] },
    {
      internal: true,
      visits: [{ at: "2026-03-14T03:00:00Z", device: "tablet", country: "FR", events: [{ name: "page_viewed", path: "/" }, { name: "page_engaged", seconds: 500 }] }],
      orders: [{ at: "2026-03-14T03:00:00Z", lines: [{ product: "p1", quantity: 9, total: 9000 }] }],
    },
    { visits: [{ at: "2026-03-08T03:00:00Z", device: "desktop", browser: "Firefox", country: "DE", events: [{ name: "page_viewed", path: "/about" }] }] },
  ]) // prettier-ignore
  segment = await segmentOf(audience, [ann, cid, dan])
})

afterAll(() => audience.database.drop())

describe("overview", () => {
  it("counts members against all profiles, without internal ones", async () => {
    const overview = await audience.reports.overview(segment)
    // Ann, Bob, Cid and Eve are all profiles; Dan is internal. Ann spent 100 − 50, Cid 30.
    expect(overview).toMatchObject({ members: 2, total: 4, share: 0.5, active_7d: 1, identified: 2, revenue: 80, currency: "eur" })
  })

  it("puts the members with the most engaged time first and those never seen last", async () => {
    const { top_users: top } = await audience.reports.overview(segment)
    expect(top.map(({ profile }) => profile.email)).toEqual(["Ann@Example.com", "cid@example.com"])
    expect(top[0]).toMatchObject({ sessions: 2, page_views: 4, engaged_time: 60, online: false, last_seen: "2026-03-10T15:30:01.000Z" })
    expect(top[1]).toMatchObject({ sessions: 0, page_views: 0, engaged_time: 0, online: false, last_seen: null })
  })

  it("calls somebody online whose latest event is at most five minutes old", async () => {
    const { top_users: top } = await audience.reports.overview(await segmentOf(audience, [bob]))
    expect(top.map(({ online }) => online)).toEqual([true])
  })

  it("is empty for a segment without members", async () => {
    const overview = await audience.reports.overview(await segmentOf(audience, []))
    expect(overview).toMatchObject({ members: 0, total: 4, share: 0, active_7d: 0, identified: 0, revenue: 0, top_users: [] })
  })
})

describe("overview, of the past seven days", () => {
  const change = async (id: string, at: string, entered: number[], left: number[]): Promise<void> => {
    await audience.database
      .execute(sql`insert into audience.segment_change (segment_id, version, changed_at, entered, entered_count, left_members, left_count)
      values (${id}, 1, ${at}, ${toBytes(setOf(entered))}, ${entered.length}, ${toBytes(setOf(left))}, ${left.length})`)
  }

  it("names who entered and who left, the latest first, without those who came and went", async () => {
    const id = await segmentOf(audience, [ann, cid])
    await change(id, "2026-03-01T00:00:00Z", [eve], [])
    await change(id, "2026-03-10T00:00:00Z", [ann, bob], [])
    await change(id, "2026-03-12T00:00:00Z", [cid], [bob, eve])
    const { entered, left, entered_7d, left_7d } = await audience.reports.overview(id)
    expect([entered_7d, left_7d]).toEqual([2, 1])
    expect(entered.map(({ profile, at }) => [profile.first_name ?? profile.email, at])).toEqual([["cid@example.com", "2026-03-12T00:00:00.000Z"], ["Ann", "2026-03-10T00:00:00.000Z"]]) // prettier-ignore
    expect(left.map(({ at }) => at)).toEqual(["2026-03-12T00:00:00.000Z"])
  })

  it("tells what rests on the segment", async () => {
    const id = await segmentOf(audience, [ann])
    await audience.database.execute(sql`update audience.segment set customer_group_id = 'cusgroup_vip' where id = ${id}`)
    await audience.database.execute(sql`insert into audience.label (kind, id, label) values ('customer_group', 'cusgroup_vip', 'VIP')`)
    const rule = { match: "all" as const, rules: [{ field: "attribute.segments", operator: "has_any" as const, value: [id] }] }
    const other = await audience.segments.create({ name: "Rests on it", rule })
    expect((await audience.reports.overview(id)).uses).toEqual([
      { kind: "segment", id: other.id, name: "Rests on it" },
      { kind: "customer_group", id: "cusgroup_vip", name: "VIP" },
    ])
    await audience.segments.delete(other.id)
  })
})

describe("active", () => {
  it("includes an event exactly 7 × 24 hours ago", async () => {
    expect(await audience.reports.active([setOf([ann, bob, cid, eve]), setOf([eve]), setOf([cid]), setOf([])])).toEqual([3, 1, 0, 0])
  })
})

describe("report", () => {
  const rows = (part: ReportPart, id: string): ReportRow[] => part.sections.find((section) => section.id === id)?.rows ?? []
  const measure = (part: ReportPart, key: string): (number | null | undefined)[] => {
    const found = part.measures.find((one) => one.key === key)
    return [found?.value, found?.value_all]
  }
  const counts = (part: ReportPart, id: string): unknown[] =>
    rows(part, id).map(({ key, members, share_all, value }) => [key, members, share_all * 4, value])

  let report: SegmentReport
  beforeAll(async () => {
    report = await audience.reports.report(segment, "2026-03-10", "2026-03-15")
  })

  it("sums what members did and what everybody did", () => {
    const { behaviour } = report
    expect(measure(behaviour, "page_views")).toEqual([4, 6])
    expect(measure(behaviour, "sessions")).toEqual([2, 3])
    expect(measure(behaviour, "clicks")).toEqual([1, 1])
    expect(measure(behaviour, "events")).toEqual([7, 9])
    expect(measure(behaviour, "engaged_time")).toEqual([60, 60])
    expect(measure(behaviour, "average_session_time")).toEqual([30, 20])
    expect(measure(behaviour, "views_per_session")).toEqual([2, 2])
    expect(measure(behaviour, "active_share")).toEqual([0.5, 0.5])
  })

  it("compares the people of each page, without case, with everybody", () => {
    expect(counts(report.behaviour, "pages")).toEqual([["/", 1, 2, 1], ["/sale", 1, 1, 3], ["/about", 0, 1, 0]]) // prettier-ignore
    expect(rows(report.behaviour, "pages")[1]).toMatchObject({
      key: "/sale",
      share: 0.5,
      share_all: 0.25,
      index: 200,
      p_value: expect.closeTo(1, 10),
    })
  })

  it("tells where sessions began, ended and came from", () => {
    const { behaviour } = report
    expect(counts(behaviour, "landing_pages")).toEqual([["/", 1, 2, 1], ["/sale", 1, 1, 1]]) // prettier-ignore
    expect(counts(behaviour, "exit_pages")).toEqual([["/sale", 1, 1, 2], ["/about", 0, 1, 0]]) // prettier-ignore
    expect(counts(behaviour, "sources")).toEqual([["direct", 1, 2, 1], ["google", 1, 1, 1]]) // prettier-ignore
    expect(counts(behaviour, "channels")).toEqual([["direct", 1, 2, 1], ["organic_search", 1, 1, 1]]) // prettier-ignore
    expect(counts(behaviour, "campaigns")).toEqual([])
  })

  it("follows the steps from page to page within a session and leaves out reloads", () => {
    expect(counts(report.behaviour, "paths")).toEqual([["/ → /sale", 1, 1, 1], ["/ → /about", 0, 1, 0]]) // prettier-ignore
  })

  it("follows members' sessions step by step, to where they end", () => {
    const { flow } = report.behaviour
    expect(flow?.sessions).toBe(2)
    expect(flow?.nodes.map(({ step, key, sessions }) => [step, key, sessions])).toEqual([[0, "/", 1], [0, "/sale", 1], [1, "/sale", 1]]) // prettier-ignore
    expect(flow?.links.map(({ step, from, to }) => [step, from, to])).toEqual([[0, "/", "/sale"], [0, "/sale", null], [1, "/sale", null]]) // prettier-ignore
  })

  it("sets each measure beside as many days before", async () => {
    const later = await audience.reports.report(segment, "2026-03-13", "2026-03-15")
    expect(later.previous).toEqual({ from: "2026-03-10", to: "2026-03-12" })
    const before = (part: ReportPart, key: string): unknown => {
      const found = part.measures.find((one) => one.key === key)
      return [found?.value, found?.value_before, found?.value_all_before]
    }
    expect(before(later.behaviour, "page_views")).toEqual([0, 4, 4])
    expect(before(later.behaviour, "active_share")).toEqual([0, 0.5, 0.25])
    expect(before(later.purchase, "revenue")).toEqual([0, 50, 50])
    expect(before(later.purchase, "average_order_value")).toEqual([null, 50, 50])
  })

  it("tells which other segments the members are in, and how often they came and ordered", async () => {
    const other = await segmentOf(audience, [ann, bob, dan])
    const { attributes } = await audience.reports.report(segment, "2026-03-10", "2026-03-15")
    // Dan is internal and counts nowhere.
    expect(rows(attributes, "attribute.segments").find(({ key }) => key === other)).toMatchObject({
      members: 1,
      share: 0.5,
      share_all: 0.5,
    })
    expect(counts(attributes, "visit.sessions")).toEqual([["0", 1, 1, undefined], ["1", 0, 2, undefined], ["2", 1, 1, undefined]]) // prettier-ignore
    expect(counts(attributes, "purchase.orders")).toEqual([["0", 0, 2, undefined], ["1", 2, 2, undefined]]) // prettier-ignore
  })

  it("counts clicks and events by their names", () => {
    expect(counts(report.behaviour, "clicks")).toEqual([["buy", 1, 1, 1]])
    expect(rows(report.behaviour, "clicks")[0]?.label).toBe("Buy")
    expect(counts(report.behaviour, "events")).toEqual([["page_viewed", 1, 2, 4], ["clicked", 1, 1, 1], ["page_engaged", 1, 1, 2]]) // prettier-ignore
  })

  it("puts sessions into hours of the shop's zone", () => {
    // Tuesday 23:30 and Wednesday 00:30 in Tokyo; Bob came on Sunday at 11:57.
    expect(counts(report.behaviour, "hours")).toEqual([["2-23", 1, 1, 1], ["3-0", 1, 1, 1], ["7-11", 0, 1, 0]]) // prettier-ignore
  })

  it("begins and ends its days at midnight of the shop's zone", async () => {
    const later = await audience.reports.report(segment, "2026-03-11", "2026-03-15")
    expect(measure(later.behaviour, "sessions")).toEqual([1, 2])
    expect(counts(later.behaviour, "pages")).toEqual([["/sale", 1, 1, 1], ["/", 0, 1, 0], ["/about", 0, 1, 0]]) // prettier-ignore
    const before = await audience.reports.report(segment, "2026-03-10", "2026-03-10")
    expect(measure(before.behaviour, "sessions")).toEqual([1, 1])
  })

  it("distributes attributes, with those of whom nothing is known at the end", () => {
    const { attributes } = report
    expect(counts(attributes, "visit.device_type")).toEqual([["mobile", 1, 1, undefined], ["desktop", 0, 2, undefined], ["", 1, 1, undefined]]) // prettier-ignore
    expect(rows(attributes, "visit.country").map(({ label }) => label)).toEqual(["Japan", "Germany", "Not known"])
    expect(counts(attributes, "attribute.has_account")).toEqual([["false", 1, 3, undefined], ["true", 1, 1, undefined]]) // prettier-ignore
    expect(counts(attributes, "attribute.identified")).toEqual([["true", 2, 2, undefined], ["false", 0, 2, undefined]]) // prettier-ignore
    expect(counts(attributes, "attribute.customer_groups")).toEqual([["cusgroup_vip", 1, 1, undefined]])
    expect(counts(attributes, "attribute.member_tier")).toEqual([["gold", 1, 1, undefined], ["", 1, 3, undefined]]) // prettier-ignore
  })

  it("bands ages, a birthday before a stored age, by the shop's calendar day", () => {
    // Ann turns 25 tomorrow.
    expect(counts(report.attributes, "attribute.age")).toEqual([["18-24", 1, 1, undefined], ["25-34", 1, 1, undefined], ["", 0, 2, undefined]]) // prettier-ignore
  })

  it("takes refunds and returned items off what was bought and ignores canceled orders", () => {
    const { purchase } = report
    expect(measure(purchase, "orders")).toEqual([1, 1])
    expect(measure(purchase, "revenue")).toEqual([50, 50])
    expect(measure(purchase, "average_order_value")).toEqual([50, 50])
    expect(measure(purchase, "buyers_share")).toEqual([0.5, 0.25])
    expect(measure(purchase, "items")).toEqual([1, 1])
    expect(measure(purchase, "refunds")).toEqual([1, 1])
    expect(measure(purchase, "refunded_amount")).toEqual([50, 50])
    expect(counts(purchase, "products")).toEqual([["p1", 1, 1, 50]])
    expect(rows(purchase, "products")[0]?.label).toBe("Teapot")
    expect(counts(purchase, "categories")).toEqual([["c_home", 1, 1, 50], ["c_tea", 1, 1, 50]]) // prettier-ignore
  })

  it("compares nothing where nobody is a member", async () => {
    const empty = await audience.reports.report(await segmentOf(audience, []), "2026-03-10", "2026-03-15")
    expect(measure(empty.behaviour, "page_views")).toEqual([0, 6])
    expect(measure(empty.purchase, "average_order_value")).toEqual([null, 50])
    expect(rows(empty.behaviour, "pages").map(({ members, share, p_value }) => [members, share, p_value])).toEqual([[0, 0, null], [0, 0, null], [0, 0, null]]) // prettier-ignore
  })

  it("refuses days in the wrong order", async () => {
    await expect(audience.reports.report(segment, "2026-03-15", "2026-03-10")).rejects.toThrow("from: 2026-03-15 is after to, 2026-03-10")
  })
})
