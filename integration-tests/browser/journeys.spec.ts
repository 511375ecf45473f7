import { randomUUID } from "node:crypto"
import { readFile } from "node:fs/promises"
import type { Browser, Page } from "playwright-core"
import type { Catalogue, MemberDto, MembersPage, ProfileDto, RuleNode, SegmentDto, SegmentReport, TimelineEntry } from "../../src/contract"
import sql from "sql-template-tag"
import { figure, openAdmin } from "../support/admin-page"
import { launchChromium } from "../support/chromium"
import { closeShop, shop, until } from "../support/shop"
import { newShopper } from "../support/shopper"

let browser: Browser
let admin: Page

beforeAll(async () => {
  browser = await launchChromium()
  admin = await openAdmin(browser)
})

afterAll(async () => {
  await browser?.close()
  await closeShop()
})

/** A segment from a template, narrowed to the people whom one campaign brought: other suites' visitors stay out of its figures. */
async function segmentOf(templateId: string, campaign: string): Promise<SegmentDto> {
  const { body: catalogue } = await shop().admin<Catalogue>("/admin/audience/catalogue")
  const template = catalogue.templates.find(({ id }) => id === templateId)
  if (!template) throw new Error(`the catalogue has no template ${templateId}`)
  const brought: RuleNode = {
    field: "visit.sessions",
    operator: "gte",
    value: 1,
    where: [{ dimension: "campaign", operator: "eq", value: campaign }],
  }
  const { status, body } = await shop().admin<{ segment: SegmentDto }>("/admin/audience/segments", {
    body: { name: `${template.name} of ${campaign}`, rule: { match: "all", rules: [template.rule, brought] } },
  })
  expect(status).toBe(200)
  return body.segment
}

async function membersOf(segment: SegmentDto): Promise<ProfileDto[]> {
  return (await shop().admin<MembersPage>(`/admin/audience/segments/${segment.id}/members?fields=visit.last_seen`)).body.members
}

/** Public id of the profile that a browser belongs to. */
async function profileOf(visitor: string): Promise<string> {
  const [row] = await shop().database.rows<{ id: string }>(
    sql`select 'aprof_' || replace(p.public_id::text, '-', '') as id from audience.visitor v join audience.profile p on p.id = v.profile_id
      where v.uuid = ${visitor}::uuid and v.ended_at is null`
  )
  if (!row) throw new Error(`no visitor ${visitor}`)
  return row.id
}

const campaignName = (): string => `journey-${randomUUID().slice(0, 8)}`

describe("a visitor who fills a cart and leaves", () => {
  it("is shown as a cart abandoner, with figures, report and CSV row that agree with what was done", async () => {
    const campaign = campaignName()
    const segment = await segmentOf("cart_abandoners", campaign)

    const shopper = await newShopper(browser)
    await shopper.arrive(`/?utm_source=friends&utm_medium=email&utm_campaign=${campaign}`)
    await shopper.openProduct("Kitchen", "Kitchen One")
    await shopper.openProduct("Kitchen", "Kitchen Two")
    await shopper.addToCart()
    const visitor = await shopper.visitor()
    await shopper.leave()

    const members = await until(
      async () => {
        const found = await membersOf(segment)
        return found.length > 0 && found
      },
      { what: "the visitor to become a cart abandoner" }
    )
    const profileId = await profileOf(visitor)
    expect(members.map(({ id }) => id)).toEqual([profileId])

    // Seen by the visitor: the start page, the category twice, two products.
    await admin.goto("/app/segments")
    await admin.getByText(segment.name).click()
    await admin.getByRole("heading", { level: 1, name: segment.name }).waitFor()
    await until(async () => (await figure(admin, "Members")) === "1", { what: "the overview's figures" })
    expect(await figure(admin, "Active in 7 days")).toBe("1")
    expect(await figure(admin, "Identified")).toBe("0")
    expect(await figure(admin, "Entered in 7 days")).toBe("1")
    const topUser = admin.getByRole("row").filter({ has: admin.locator(`a[href$="${profileId}"]`) })
    expect(await topUser.getByRole("cell").nth(2).textContent()).toBe("1")
    expect(await topUser.getByRole("cell").nth(3).textContent()).toBe("5")

    await admin.getByRole("link", { name: "Segment report" }).click()
    await until(async () => (await figure(admin, "Page views")) === "5", { what: "the report's page views" })
    expect(await figure(admin, "Visits")).toBe("1")
    const { body: report } = await shop().admin<SegmentReport>(
      `/admin/audience/segments/${segment.id}/report?${new URL(admin.url()).searchParams.toString() || lastWeek()}`
    )
    const pages = report.behaviour.sections.find(({ id }) => id === "pages")?.rows ?? []
    expect(Object.fromEntries(pages.filter(({ members }) => members > 0).map(({ key, value }) => [key, value]))).toEqual({
      "/": 1,
      "/categories/kitchen": 2,
      "/products/kitchen-one": 1,
      "/products/kitchen-two": 1,
    })

    const fields = [
      "behavior.page_views",
      "behavior.product_views",
      "behavior.cart_adds",
      "visit.sessions",
      "purchase.open_cart_total",
      "visit.last_campaign",
    ]
    await admin.goto(`/app/segments/${segment.id}/members?fields=${fields.join()}`)
    await admin.getByRole("button", { name: "Export CSV" }).click()
    const [download] = await Promise.all([admin.waitForEvent("download"), admin.getByRole("button", { name: "Download" }).click()])
    const [head = "", row = "", ...rest] = (await readFile(await download.path(), "utf8")).trimEnd().split("\r\n")
    expect(rest).toEqual([])
    const values = row.split(",")
    expect(Object.fromEntries(head.split(",").map((name, at) => [name, values[at]]))).toEqual({
      "behavior.page_views": "5",
      "behavior.product_views": "2",
      "behavior.cart_adds": "1",
      "visit.sessions": "1",
      "purchase.open_cart_total": "20",
      "visit.last_campaign": campaign,
    })
  })
})

describe("a guest who orders, signs up and orders again", () => {
  it("is one repeat purchaser, with both visits in one profile", async () => {
    const campaign = campaignName()
    const segment = await segmentOf("repeat_purchasers", campaign)
    const email = `${campaign}@shop.test`

    const shopper = await newShopper(browser)
    await shopper.arrive(`/?utm_source=friends&utm_medium=email&utm_campaign=${campaign}`)
    await shopper.openProduct("Lighting", "Lighting Two")
    await shopper.addToCart()
    await shopper.order({ email })
    const visitor = await shopper.visitor()

    // Another source begins another visit.
    await shopper.arrive(`/?utm_source=search&utm_medium=cpc&utm_campaign=${campaign}-again`)
    await shopper.signUp({ email, firstName: "Robin", lastName: "Journey", password: "correct horse" })
    await shopper.openProduct("Textiles", "Textiles Three")
    await shopper.addToCart()
    await shopper.order()
    expect(await shopper.visitor()).toBe(visitor)
    await shopper.leave()

    const members = await until(
      async () => {
        const found = await membersOf(segment)
        return found.length > 0 && found
      },
      { what: "the customer to become a repeat purchaser" }
    )
    expect(members.map((member) => member.email)).toEqual([email])
    const [profile] = members
    expect(profile?.id).toBe(await profileOf(visitor))

    const { body: everybody } = await shop().admin<{ profiles: MemberDto[] }>(
      `/admin/audience/profiles?q=${encodeURIComponent(email)}&fields=purchase.orders,visit.sessions`
    )
    expect(everybody.profiles.map(({ id, values }) => ({ id, values }))).toEqual([
      { id: profile?.id, values: { "purchase.orders": 2, "visit.sessions": 2 } },
    ])

    await admin.goto(`/app/segments/people/${profile?.id}`)
    await admin.getByRole("heading", { level: 1, name: "Robin Journey" }).waitFor()
    await admin.getByText(segment.name).first().waitFor()
    const { body } = await shop().admin<{ timeline: TimelineEntry[] }>(`/admin/audience/profiles/${profile?.id}/timeline?limit=100`)
    const kinds = body.timeline.map(({ kind }) => kind)
    expect(kinds.filter((kind) => kind === "session")).toHaveLength(2)
    expect(kinds.filter((kind) => kind === "order")).toHaveLength(2)
  })
})

function lastWeek(): string {
  const day = (offset: number): string => new Date(Date.now() + offset * 86_400_000).toISOString().slice(0, 10)
  return `from=${day(-7)}&to=${day(1)}`
}
