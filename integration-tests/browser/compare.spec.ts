import { randomUUID } from "node:crypto"
import sql from "sql-template-tag"
import type { Browser, Page } from "playwright-core"
import type { MemberDto, SegmentDto } from "../../src/contract"
import { openAdmin } from "../support/admin-page"
import { seriousFaults } from "../support/axe"
import { launchChromium } from "../support/chromium"
import { anEvent, closeShop, shop, until } from "../support/shop"
import { newShopper } from "../support/shopper"

const RUN = randomUUID().slice(0, 8)
const TEA = `Tea lovers ${RUN}`
const CUPS = `Cup lovers ${RUN}`

let browser: Browser
let page: Page
const problems: string[] = []

const open = (path: string): Promise<unknown> => page.goto(`${shop().backendUrl}/app${path}`)

/** Two people look at tea, one at cups, one at both. */
async function visit(): Promise<void> {
  for (const paths of [["tea"], ["tea"], ["cups"], ["tea", "cups"]]) {
    const session = randomUUID()
    const events = paths.map((path) => anEvent("page_viewed", { session, url: `http://shop.test/${path}-${RUN}` }))
    await shop().collect({ visitor: randomUUID(), events })
  }
}

async function makeSegment(name: string, condition: object, members: number): Promise<SegmentDto> {
  const rule = { match: "all", rules: [condition] }
  const { body } = await shop().admin<{ segment: SegmentDto }>("/admin/audience/segments", { body: { name, rule } })
  return until(
    async () => {
      const { segment } = (await shop().admin<{ segment: SegmentDto }>(`/admin/audience/segments/${body.segment.id}`)).body
      return segment.members_count === members && segment
    },
    { what: `${members} members of ${name}` }
  )
}

const viewersOf = (path: string): object => ({
  field: "behavior.page_views",
  operator: "gte",
  value: 1,
  where: [{ dimension: "path", operator: "eq", value: `/${path}-${RUN}` }],
})

beforeAll(async () => {
  browser = await launchChromium()
  await visit()
  await makeSegment(TEA, viewersOf("tea"), 3)
  await makeSegment(CUPS, viewersOf("cups"), 2)
  page = await openAdmin(browser)
  page.setDefaultTimeout(0)
  page.on("pageerror", (error) => problems.push(error.message))
}, 240_000)

afterAll(async () => {
  await browser?.close()
  await closeShop()
})

afterEach(() => {
  expect(problems.splice(0)).toEqual([])
})

describe("the compare page", () => {
  it("asks for segments, and puts those picked by keyboard side by side", async () => {
    await open("/segments/compare")
    await page.getByText("Choose segments to compare").waitFor()
    await page.getByRole("button", { name: "Choose segments" }).press("Enter")
    const box = page.getByRole("combobox", { name: /^Search: / })
    for (const name of [TEA, CUPS]) {
      await box.fill(name)
      await page.getByRole("option", { name }).waitFor()
      await box.press("Enter")
    }
    await box.press("Escape")
    const members = page.getByRole("row").filter({ has: page.getByRole("rowheader", { name: /^Members/ }) })
    await members.waitFor()
    expect((await members.getByRole("cell").allTextContents()).slice(0, 2)).toEqual(["3", "2"])
    expect(new URL(page.url()).searchParams.get("ids")?.split(",")).toHaveLength(2)
    await page.getByRole("button", { name: `Move “${CUPS}” left` }).click()
    await until(async () => (await members.getByRole("cell").allTextContents()).slice(0, 2).join() === "2,3", { what: "the other order" })
    await page.reload()
    await members.waitFor()
    expect((await members.getByRole("cell").allTextContents()).slice(0, 2)).toEqual(["2", "3"])
  })

  it("tells in figures who moved between the segments", async () => {
    const section = page.getByRole("region", { name: "Movement between segments" })
    await page.getByRole("button", { name: "Table", exact: true }).click()
    // Nobody was here thirty days ago: all came from outside.
    const newcomers = section.getByRole("row").filter({ has: page.getByRole("rowheader", { name: "None of these" }) })
    await newcomers.waitFor()
    expect(await newcomers.getByRole("cell").allTextContents()).toEqual(["2", "3", "–"])
  })

  it("has nothing serious for axe-core to find", async () => {
    await page.getByRole("list", { name: "In common" }).waitFor()
    expect(await seriousFaults(page)).toEqual([])
  })

  it("lists who is in one segment only, and keeps them as a segment", async () => {
    await page.getByRole("button", { name: `Only in ${TEA}: 2 people, 50%` }).click()
    const people = page.getByRole("dialog")
    await until(async () => (await people.getByRole("row").count()) === 3, { what: "two people below the head" })
    await people.getByRole("link", { name: "Save as segment" }).click()
    const name = page.getByLabel("Name", { exact: true })
    await name.waitFor()
    expect(await name.inputValue()).toBe(`Only in ${TEA}`)
    await until(async () => (await page.getByTestId("preview-count").textContent()) === "2", { what: "a preview of the two" })
    await page.getByRole("button", { name: "Create segment" }).click()
    await page.getByRole("heading", { level: 1, name: `Only in ${TEA}` }).waitFor()
  })
})

describe("in a shop with more segments than one answer of the server names", () => {
  const shelf = (place: number): string => `Shelf ${RUN} ${String(place).padStart(3, "0")}`
  const made: SegmentDto[] = []

  beforeAll(async () => {
    for (let place = 1; place <= 230; place++) {
      const { body } = await shop().admin<{ segment: SegmentDto }>("/admin/audience/segments", {
        body: { name: shelf(place), kind: "static" },
      })
      made.push(body.segment)
    }
  })
  afterAll(async () => {
    for (const { id } of made) await shop().admin(`/admin/audience/segments/${id}`, { method: "DELETE" })
  })

  const choose = async (picker: string | RegExp, name: string): Promise<void> => {
    await page.getByRole("button", { name: picker }).click()
    await page.getByRole("combobox", { name: /^Search: / }).fill(name)
    await page.getByRole("option", { name }).click()
  }

  it("offers each of them by its name to be compared, and names those that an address asks for", async () => {
    await open("/segments/compare")
    for (const place of [1, 230]) {
      await choose("Choose segments", shelf(place))
      await page.keyboard.press("Escape")
    }
    const members = page.getByRole("row").filter({ has: page.getByRole("rowheader", { name: /^Members/ }) })
    await members.waitFor()
    await page.reload()
    for (const place of [1, 230]) await page.getByRole("button", { name: `Take “${shelf(place)}” out` }).waitFor()
  })

  it("offers each of them to the cohorts, and to a rule, which names those it has", async () => {
    await open("/segments/cohorts")
    await choose(/^People:/, shelf(229))
    await page.getByRole("button", { name: shelf(229) }).waitFor()
    await page.reload()
    await page.getByRole("button", { name: shelf(229) }).waitFor()

    const ids = [made[0], made[227]].map((segment) => segment?.id ?? "")
    const rule = { match: "all", rules: [{ field: "attribute.segments", operator: "has_any", value: ids }] }
    const { body } = await shop().admin<{ segment: SegmentDto }>("/admin/audience/segments", { body: { name: `On shelves ${RUN}`, rule } })
    await open(`/segments/${body.segment.id}/edit`)
    const value = page.getByRole("button", { name: `Value: ${shelf(1)}, ${shelf(228)}` })
    await value.click()
    await page.getByRole("combobox", { name: /^Search: / }).fill(shelf(226))
    await page.getByRole("option", { name: shelf(226) }).click()
    await page.keyboard.press("Escape")
    await page.getByRole("button", { name: `Value: ${shelf(1)}, ${shelf(228)}, ${shelf(226)}` }).waitFor()
    await shop().admin(`/admin/audience/segments/${body.segment.id}`, { method: "DELETE" })
  })
})

describe("a buyer", () => {
  let campaign: SegmentDto

  beforeAll(async () => {
    const shopper = await newShopper(browser)
    await shopper.arrive(`/?utm_source=mail&utm_campaign=cohort-${RUN}`)
    await shopper.openProduct("Kitchen", "Kitchen One")
    await shopper.addToCart()
    await shopper.order({ email: `cohort-${RUN}@example.com` })
    await shopper.leave()
    const brought = { field: "visit.sessions", operator: "gte", value: 1, where: [{ dimension: "campaign", operator: "eq", value: `cohort-${RUN}` }] } // prettier-ignore
    campaign = await makeSegment(`Brought by ${RUN}`, brought, 1)
    await until(
      async () => {
        const { body } = await shop().admin<{ members: MemberDto[] }>(
          `/admin/audience/segments/${campaign.id}/members?fields=purchase.orders`
        )
        return body.members[0]?.values["purchase.orders"] === 1
      },
      { what: "the order in the buyer's figures" }
    )
  }, 240_000)

  it("is in the first week's cohort, at the end of the funnel, and in a cell of the RFM grid that makes a segment", async () => {
    await open("/segments/cohorts")
    await page.getByRole("button", { name: /^People: / }).click()
    await page.getByRole("combobox", { name: /^Search: / }).fill(campaign.name)
    await page.getByRole("option", { name: campaign.name }).click()
    const week = page.getByRole("region", { name: "Retention" }).getByRole("row").nth(1)
    await until(async () => (await week.getByRole("cell").allTextContents()).join(" ") === "1 100%1", { what: "a cohort of one" })

    const steps = page.getByRole("list", { name: "Purchase funnel" }).getByRole("listitem")
    await steps.last().waitFor()
    const texts = await steps.allTextContents()
    expect(texts[0]).toMatch(/^Viewed a product.*1100%$/)
    expect(texts[3]).toMatch(/100% went on · 0 lost .*Ordered.*1100%$/)

    const grid = page.getByRole("region", { name: "Recency, frequency, money" })
    const cell = grid.getByRole("link", { name: /: 1 person, / })
    await cell.waitFor()
    expect(await seriousFaults(page)).toEqual([])
    await cell.click()
    await until(async () => (await page.getByTestId("preview-count").textContent()) === "1", { what: "a preview of the buyer" })
    expect(await page.getByLabel("Name", { exact: true }).inputValue()).toMatch(
      new RegExp(`^${campaign.name}: Recency \\d, Frequency \\d$`)
    )
  })

  it("counts on the page of the product, and has a card on the page of the customer", async () => {
    const [order] = await shop().database.rows<{ product_id: string; customer_id: string }>(sql`
      select l.product_id, o.customer_id from audience.order_fact o join audience.order_line l on l.order_id = o.id
      where o.email = ${`cohort-${RUN}@example.com`}`)
    await open(`/products/${order?.product_id}`)
    await page.getByRole("heading", { level: 2, name: "Who views and buys it" }).waitFor()
    await page.getByText("Viewed in 30 days").waitFor()
    await open(`/customers/${order?.customer_id}`)
    await page.getByText("Recent activity").waitFor()
    await page
      .getByText(/^Order #?\d+/)
      .first()
      .waitFor()
    await page.getByRole("link", { name: "Open person" }).waitFor()
  })
})
