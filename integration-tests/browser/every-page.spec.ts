import { randomUUID } from "node:crypto"
import type { Browser, Locator, Page, Route } from "playwright-core"
import type { ImportDto, MemberDto, MembersPage, ProfileDto, SegmentDto, SegmentPreview } from "../../src/contract"
import { openAdmin } from "../support/admin-page"
import { seriousFaults } from "../support/axe"
import { launchChromium } from "../support/chromium"
import { inviteAdmin } from "../support/second-admin"
import { anEvent, closeShop, shop, until } from "../support/shop"
import { signUp } from "../support/sign-up"

const mark = `every-${randomUUID().slice(0, 8)}`
const email = `${mark}@pages.test`

/** Each answer that a page waits for is a while on a slow line; what else it asks for may come after it has shown something. */
const MOST_REQUESTS = 3

interface Seen {
  address: () => string
  /** What the admin came for. */
  content: (page: Page) => Locator
  /** Where Medusa's own parts of the page are not ours to mend. */
  within?: string
}

let browser: Browser
let page: Page
let segments: SegmentDto[]
let profile: ProfileDto
let anonymous: ProfileDto
let product: string
let file: string
/** A static segment of one person. */
let chosen: SegmentDto

const admin = async <Body>(path: string, body?: unknown): Promise<Body> =>
  (await shop().admin<Body>(path, body === undefined ? {} : { body })).body

const path = `/${mark}`
/** A name that no column has place for on one line, nor a telephone for its longest word. */
const LONG = "Known viewers, of the summer newsletter and of the Donaudampfschifffahrtsgesellschaftskapitänskajütenschlüsselanhänger"
const title = (level: 1 | 2, name: string) => (on: Page) => on.getByRole("heading", { level, name, exact: true })
const segment = (rest = ""): string => `/segments/${segments[0]?.id}${rest}`
const table = (on: Page): Locator => on.getByRole("main").getByRole("row").nth(1)
const widget = (name: string): string => `[role=region][aria-label="${name}"]`

const PAGES: Record<string, Seen> = {
  "the list of segments": { address: () => `/segments?q=${mark}`, content: (on) => on.getByRole("link", { name: segments[0]?.name, exact: true }) },
  "the templates": { address: () => "/segments/templates", content: title(2, "Win back") },
  "a new segment": { address: () => "/segments/create?template=cart_abandoners", content: (on) => on.getByTestId("preview-count") },
  "an edited segment": { address: () => segment("/edit"), content: (on) => on.getByText(path).first() },
  "a segment's overview": { address: () => segment(), content: (on) => on.getByText("Online now").first() },
  "a segment's report": { address: () => segment("/report"), content: title(2, "What makes this segment different") },
  "a segment's user list": { address: () => segment("/members"), content: (on) => on.getByTestId("people-count") },
  "a segment's decisions by hand": { address: () => segment("/by-hand"), content: (on) => on.getByText("Nothing was decided by hand") },
  "a static segment's people": { address: () => `/segments/${chosen.id}/by-hand`, content: (on) => on.getByRole("main").getByRole("link", { name: "Eva Every" }) },
  "a segment's versions": { address: () => segment("/versions"), content: (on) => on.getByText("Version 1").first() },
  "a new static segment": { address: () => "/segments/create?kind=static", content: title(1, "Create static segment") },
  "everybody": { address: () => "/segments/people", content: (on) => on.getByTestId("people-count") },
  "a person": { address: () => `/segments/people/${profile.id}`, content: title(1, "Eva Every") },
  "somebody anonymous": { address: () => `/segments/people/${anonymous.id}`, content: title(2, "Timeline") },
  "a comparison to be chosen": { address: () => "/segments/compare", content: (on) => on.getByText("Choose segments to compare") },
  "a comparison": {
    address: () => `/segments/compare?ids=${segments.map(({ id }) => id).join()}`,
    content: (on) => on.getByRole("rowheader", { name: /^Members/ }),
  },
  "cohorts": { address: () => "/segments/cohorts", content: table },
  "settings: tag": { address: () => "/segments/settings", content: (on) => on.locator("pre").first() },
  "settings: attributes": { address: () => "/segments/settings/attributes", content: table },
  "settings: imports": { address: () => "/segments/settings/imports", content: (on) => on.getByRole("link", { name: `${mark}.csv` }) },
  "an import": { address: () => `/segments/settings/imports/${file}`, content: title(2, `${mark}.csv`) },
  "settings: internal people": { address: () => "/segments/settings/internal", content: title(2, "E-mail domains") },
  "settings: privacy": { address: () => "/segments/settings/privacy", content: (on) => on.getByText("Reporting currency") },
  "settings: access": { address: () => "/segments/settings/access", content: table },
  "settings: health": { address: () => "/segments/settings/health", content: (on) => on.getByText("Up to date").or(on.getByText(/ behind$/)).first() },
  "the widget of a customer": { address: () => `/customers/${profile.customer_id}`, content: (on) => on.getByText("Last seen"), within: widget("Segments") },
  "the widget of a product": { address: () => `/products/${product}`, content: (on) => on.getByText(/^Viewed in/), within: widget("Who views and buys it") },
} // prettier-ignore

/** Two visitors at this suite's own address, one of whom is a customer, and what there is to see of them. */
beforeAll(async () => {
  browser = await launchChromium()
  page = await openAdmin(browser)
  page.setDefaultTimeout(0)
  const account = await signUp(email)
  await admin(`/admin/customers/${account.id}`, { first_name: "Eva", last_name: "Every" })
  const visitors = [randomUUID(), randomUUID()]
  product = shop().products[0]?.id ?? ""
  for (const visitor of visitors) {
    const url = `http://shop.test${path}`
    const events = [anEvent("page_viewed", { url }), anEvent("product_viewed", { url, properties: { product_id: product } })]
    await shop().collect({ visitor, events })
  }
  await shop().store("/store/audience/identify", { body: { visitor: visitors[0] }, token: account.token })
  const viewed = { field: "behavior.page_views", operator: "gte", value: 1, where: [{ dimension: "path", operator: "eq", value: path }] }
  const visited = { field: "visit.sessions", operator: "gte", value: 1 }
  const identified = { field: "attribute.identified", operator: "eq", value: true }
  const make = async (name: string, rules: object[], members: number): Promise<SegmentDto> => {
    const rule = { match: "all", rules }
    await until(async () => (await admin<SegmentPreview>("/admin/audience/segments/preview", { rule })).count === members, { what: name })
    return (await admin<{ segment: SegmentDto }>("/admin/audience/segments", { name: `${name} ${mark}`, rule })).segment
  }
  segments = [await make("Viewers", [viewed, visited], 2), await make(LONG, [viewed, identified], 1)]
  const { members } = await admin<MembersPage>(`/admin/audience/segments/${segments[0]?.id}/members`)
  profile = members.find((member) => member.identified) as MemberDto
  anonymous = members.find((member) => !member.identified) as MemberDto
  chosen = (await admin<{ segment: SegmentDto }>("/admin/audience/segments", { name: `Chosen ${mark}`, kind: "static" })).segment
  await admin(`/admin/audience/segments/${chosen.id}/members`, { add: [profile.id] })
  const uploaded = await shop().admin<{ import: ImportDto }>(`/admin/audience/imports?name=${mark}.csv&dry_run=true`, {
    body: `email,points\r\n${email},12\r\n`,
    headers: { "content-type": "text/csv" },
  })
  file = uploaded.body.import.id
}, 240_000)

afterAll(async () => {
  await browser?.close()
  await closeShop()
})

describe.each(Object.entries(PAGES))("%s", (_name, { address, content, within }) => {
  const problems: string[] = []
  const note = (error: Error): unknown => problems.push(error.message)

  it(`shows what was asked for after ${MOST_REQUESTS} answers at most`, async () => {
    const held: Route[] = []
    let answered = 0
    const answerFew = (route: Route): unknown => (answered < MOST_REQUESTS ? (answered++, route.continue()) : held.push(route))
    page.on("pageerror", note)
    await page.route(/\/admin\/audience\//, answerFew)
    await page.goto(`/app${address()}`)
    await until(() => content(page).isVisible(), { what: "content" })
    await page.unroute(/\/admin\/audience\//, answerFew)
    // Some were given up meanwhile, by a page that asked anew.
    await Promise.allSettled(held.map((route) => route.continue()))
    expect(answered).toBeGreaterThan(0)
  })

  it("keeps nobody from reading and using it, in light and in dark", async () => {
    await page.waitForLoadState("networkidle")
    if (!within) await until(fits, { what: "a page without anything wider than its place" })
    expect(await seriousFaults(page, within)).toEqual([])
    await paint("dark")
    expect(await seriousFaults(page, within)).toEqual([])
    await paint("light")
  })

  it("fits a telephone", async () => {
    await page.setViewportSize({ width: 390, height: 844 })
    // Medusa's own tables are wider.
    if (!within) await until(fits, { what: "a page without anything wider than its place" })
    expect(await seriousFaults(page, within)).toEqual([])
    await page.setViewportSize({ width: 1280, height: 900 })
    page.off("pageerror", note)
    expect(problems).toEqual([])
  })
})

/**
 * What of the page has to be scrolled sideways to be seen, by its classes. The weeks of a cohort are the one thing
 * that is: a region that says so and takes the focus.
 */
const WIDE = `(() => {
  const scrolls = (element) => ["auto", "scroll"].includes(getComputedStyle(element).overflowX) && element.scrollWidth > element.clientWidth
  const weeks = (element) => element.matches("[role=region][tabindex='0'][aria-label=Retention]")
  return [...document.querySelectorAll("main, main *")].filter((element) => scrolls(element) && !weeks(element)).map(({ className }) => className)
})()`

const fits = async (): Promise<boolean> => (await page.evaluate<string[]>(WIDE)).length === 0

/** The theme as Medusa's menu sets it; without the fading, half of which axe-core would see. */
async function paint(theme: "light" | "dark"): Promise<void> {
  await page.addStyleTag({ content: "* { transition: none !important }" })
  await page.evaluate(`document.documentElement.classList.remove("light", "dark"); document.documentElement.classList.add("${theme}")`)
}

describe("on a telephone", () => {
  beforeAll(() => page.setViewportSize({ width: 390, height: 844 }))
  afterAll(() => page.setViewportSize({ width: 1280, height: 900 }))

  it("shows of a segment what there is place for, and whose rule it has and its share below that", async () => {
    await page.goto(`/app/segments?q=${mark}`)
    const row = page.getByRole("row").filter({ has: page.getByRole("link", { name: segments[0]?.name, exact: true }) })
    await row.waitFor()
    const heads = await page.getByRole("columnheader").allTextContents()
    expect(heads.filter((head) => head !== "")).toEqual(["Name", "Members"])
    const cells = (await row.getByRole("cell").allTextContents()).filter((cell) => cell !== "")
    // A rule about page views and visits: the family of its first condition. Both of its people, and their share of all.
    expect(cells).toEqual([`${segments[0]?.name}Behavior`, expect.stringMatching(/^2\d+(\.\d+)?%$/)])
    expect(await fits()).toBe(true)
  })

  it("has an arrow key select the next person's card", async () => {
    await page.goto(`/app${segment("/members")}`)
    const boxes = page.getByRole("list").getByRole("checkbox", { name: /^Select / })
    await boxes.first().press("ArrowDown")
    expect(await page.evaluate("document.activeElement.getAttribute('data-select')")).toBe("1")
  })

  it("shows every column of people, ordered by any of them", async () => {
    await page.goto(`/app${segment("/members")}?fields=attribute.email,visit.sessions,purchase.orders`)
    await page.getByTestId("people-count").waitFor()
    expect(await page.getByRole("main").getByRole("term").allTextContents()).toEqual(expect.arrayContaining(["E-mail", "Visits", "Orders"]))
    await page.getByRole("combobox", { name: "Order", exact: true }).click()
    await page.getByRole("option", { name: "Visits ↑" }).click()
    await until(() => new URL(page.url()).searchParams.get("order") === "visit.sessions", { what: "the order in the address" })
  })
})

describe("an admin who may only look", () => {
  it("is offered nothing that would be refused, and told why a rule cannot be saved", async () => {
    const second = await inviteAdmin()
    const rights = { id: second.id, personal: false, export: false, edit: false }
    await admin("/admin/audience/access", { users: [rights] })
    const theirs = await openAdmin(browser, { as: second })
    theirs.setDefaultTimeout(0)
    await theirs.goto(`/app/segments?q=${mark}`)
    await theirs.getByRole("link", { name: segments[0]?.name, exact: true }).waitFor()
    expect(await theirs.getByRole("button", { name: "Create segment" }).count()).toBe(0)
    await theirs.getByRole("button", { name: `Actions for “${segments[0]?.name}”` }).click()
    expect(await theirs.getByRole("menuitem").allTextContents()).toEqual(["Segment report", "User list", "Compare with others"])
    await theirs.goto(`/app${segment("/members")}`)
    await theirs.getByTestId("people-count").waitFor()
    expect(await theirs.getByRole("button", { name: "Export CSV" }).count()).toBe(0)
    expect(await theirs.getByRole("main").textContent()).not.toContain(email)
    await theirs.goto(`/app${segment("/edit")}`)
    await theirs.getByText("ask an admin who may edit").waitFor()
    await theirs.getByLabel("Name", { exact: true }).fill("Mine now")
    expect(await theirs.getByRole("button", { name: "Save", exact: true }).isDisabled()).toBe(true)
    await admin("/admin/audience/access", { users: [{ ...rights, personal: true, export: true, edit: true }] })
  })
})
