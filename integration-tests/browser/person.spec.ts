import { randomUUID } from "node:crypto"
import type { Browser, Page } from "playwright-core"
import type { PersonDto, ProfileSegment, RuleGroup, SegmentDto } from "../../src/contract"
import { openAdmin } from "../support/admin-page"
import { seriousFaults } from "../support/axe"
import { checkOut } from "../support/check-out"
import { launchChromium } from "../support/chromium"
import { inviteAdmin } from "../support/second-admin"
import { anEvent, closeShop, shop, until } from "../support/shop"
import { signUp, type Account } from "../support/sign-up"

const mark = `person-${randomUUID().slice(0, 8)}`
const path = `/${mark}`
const looked = new Date(Date.now() - 20 * 60_000)

let browser: Browser
let page: Page
let account: Account
let profileId: string
let orderId: string
let recent: SegmentDto
let buyers: SegmentDto
let regulars: SegmentDto
const problems: string[] = []

const admin = async <Body>(address: string, body?: unknown): Promise<Body> =>
  (await shop().admin<Body>(`/admin/audience${address}`, body === undefined ? {} : { body })).body
const make = async (name: string, rule: RuleGroup): Promise<SegmentDto> =>
  (await admin<{ segment: SegmentDto }>("/segments", { name: `${name} ${mark}`, rule })).segment
const person = async (): Promise<PersonDto> => (await admin<{ profile: PersonDto }>(`/profiles/${profileId}`)).profile
/** Of this spec: others leave segments behind that hold whoever is identified. */
const segmentIds = async (): Promise<string[]> =>
  (await admin<{ segments: ProfileSegment[] }>(`/profiles/${profileId}/segments`)).segments
    .filter(({ name }) => name.endsWith(mark))
    .map(({ id }) => id)
const open = (query = ""): Promise<unknown> => page.goto(`${shop().backendUrl}/app/segments/people/${profileId}${query}`)

const views = (least: number): RuleGroup => ({
  match: "all",
  rules: [
    {
      ...{ field: "behavior.page_views", operator: "gte", value: least, within: { last: 1, unit: "hour" } },
      where: [{ dimension: "path", operator: "eq", value: path }],
    },
  ],
})

/** An instant as the admin writes it, in the shop's zone. */
const written = (at: number): string =>
  new Intl.DateTimeFormat("en", { dateStyle: "medium", timeStyle: "short", timeZone: shop().options.timeZone }).format(at)

/** Looks at the path with a browser of its own, twenty minutes ago, and signs in there. */
async function visit(): Promise<void> {
  const visitor = randomUUID()
  const session = randomUUID()
  await shop().collect({
    visitor,
    events: [anEvent("page_viewed", { session, at: looked.toISOString(), url: `https://shop.test${path}` })],
  })
  const signedIn = await shop().store<{ profile: { id: string } }>("/store/audience/identify", { body: { visitor }, token: account.token })
  profileId = signedIn.body.profile.id
}

async function order(): Promise<string> {
  const { regionId, products } = shop()
  const { cart } = (await shop().store<{ cart: { id: string } }>("/store/carts", { body: { region_id: regionId }, token: account.token }))
    .body
  await shop().store(`/store/carts/${cart.id}/line-items`, {
    body: { variant_id: products[1]?.variants[0]?.id, quantity: 1 },
    token: account.token,
  })
  return checkOut(cart.id, account)
}

beforeAll(async () => {
  browser = await launchChromium()
  // Another zone than the shop's: times on the pages must be the shop's.
  page = await openAdmin(browser, { timezoneId: "America/New_York" })
  page.setDefaultTimeout(0)
  page.on("pageerror", (error) => problems.push(error.message))
  account = await signUp(`${mark}@shop.test`)
  await shop().admin(`/admin/customers/${account.id}`, { body: { first_name: "Petra", last_name: mark } })
  // Each browser was somebody of its own before its log-in: the second one is a merge of two with a past.
  await visit()
  await visit()
  orderId = await order()
  recent = await make("Recent", views(1))
  buyers = await make("Buyers", {
    match: "all",
    rules: [
      { field: "purchase.orders", operator: "gte", value: 1 },
      { match: "any", not: true, rules: views(3).rules },
      { field: "attribute.email", operator: "eq", value: account.email },
    ],
  })
  regulars = await make("Regulars", views(99))
  await until(async () => (await segmentIds()).sort().join() === [recent.id, buyers.id].sort().join(), { what: "both memberships" })
}, 240_000)

afterAll(async () => {
  await browser?.close()
  await closeShop()
})

afterEach(() => {
  expect(problems.splice(0)).toEqual([])
})

describe("why a person is in a segment", () => {
  const verdict = () => page.getByTestId("why-verdict")
  const rule = () => page.getByTestId("why-rule")

  it("is told by condition, with what was counted and when it changes by itself, in the shop's zone", async () => {
    await open()
    await page.getByRole("button", { name: `Why in “${recent.name}”?` }).click()
    await verdict().getByText("In the segment", { exact: true }).waitFor()
    await rule().getByText("Now: 2").waitFor()
    expect(await rule().getByRole("img", { name: "True" }).count()).toBe(1)
    // An hour after the look; both looks were at the same instant.
    const leaves = written(looked.getTime() + 3_600_000)
    expect(await verdict().textContent()).toContain(`Will leave by itself on ${leaves} (in `)
    expect(new URL(page.url()).searchParams.get("why")).toBe(recent.id)
    expect(await seriousFaults(page, "[role=dialog]")).toEqual([])
    await page.keyboard.press("Escape")
    await until(() => !new URL(page.url()).searchParams.has("why"), { what: "the address without the question" })
  })

  it("leads to the order that was counted, and shows what of a group is not true", async () => {
    await open(`?why=${buyers.id}`)
    await rule().getByText("None of these is true").waitFor()
    expect(await rule().getByRole("img", { name: "Not true" }).count()).toBe(1)
    // The whole, the orders, the group and the e-mail.
    expect(await rule().getByRole("img", { name: "True", exact: true }).count()).toBe(4)
    const link = rule().getByRole("link", { name: /^#\d+$/ })
    expect(await link.getAttribute("href")).toBe(`/app/orders/${orderId}`)
  })

  it("is told of a segment that the person is not in, chosen by its name", async () => {
    await open()
    await page.getByRole("button", { name: "Check a segment" }).click()
    await page.getByRole("combobox", { name: /^Search: / }).fill(regulars.name)
    await page.getByRole("option", { name: regulars.name }).click()
    await verdict().getByText("Not in the segment", { exact: true }).waitFor()
    await verdict().getByText("The rule is not true for this person.").waitFor()
    await rule().getByRole("img", { name: "Not true" }).waitFor()
  })

  it("is a decision by hand where somebody takes one there, and says when the segment is not there", async () => {
    await open(`?why=${regulars.id}`)
    await page.getByRole("button", { name: "Include by hand" }).click()
    await verdict().getByText("Included by hand, whatever the rule says.").waitFor()
    await verdict().getByText("In the segment", { exact: true }).waitFor()
    await page.getByRole("button", { name: "Remove the decision" }).click()
    await verdict().getByText("Not in the segment", { exact: true }).waitFor()
    await open("?why=aseg_nobody")
    await page.getByRole("dialog").getByRole("alert").waitFor()
  })
})

describe("a person's segment history", () => {
  it("names what they entered and left, the latest first", async () => {
    await open()
    const history = page.getByRole("list", { name: "Segment history" }).getByRole("listitem")
    await until(async () => (await history.count()) >= 4, { what: "four changes" })
    const told = await history.allTextContents()
    expect(told.slice(0, 2).map((text) => text.replace(/\d{4},.*$/, ""))).toEqual([
      expect.stringContaining(`Left${regulars.name}`),
      expect.stringContaining(`Entered${regulars.name}`),
    ])
    expect(await seriousFaults(page)).toEqual([])
  })
})

describe("a person's timeline of more than two pages", () => {
  const COUNT = 130
  const place = (index: number): string => `${path}/step-${String(index).padStart(3, "0")}`
  let busyId: string

  beforeAll(async () => {
    const visitor = randomUUID()
    const session = randomUUID()
    const at = (index: number): string => new Date(looked.getTime() + index * 1000).toISOString()
    // A session is told by the page that it began on.
    await shop().collect({ visitor, events: [anEvent("page_viewed", { session, at: at(-1), url: `https://shop.test${path}/arrival` })] })
    for (let start = 0; start < COUNT; start += 50)
      await shop().collect({
        visitor,
        events: Array.from({ length: Math.min(50, COUNT - start) }, (_, index) =>
          anEvent("page_viewed", { session, at: at(start + index), url: `https://shop.test${place(start + index)}` })
        ),
      })
    const last = {
      field: "behavior.page_views",
      operator: "gte",
      value: 1,
      where: [{ dimension: "path", operator: "eq", value: place(0) }],
    }
    const { profiles } = await admin<{ profiles: { id: string }[] }>(`/profiles?rule=${encodeURIComponent(JSON.stringify(last))}`)
    busyId = profiles[0]?.id ?? ""
    await until(async () => (await admin<{ profile: PersonDto }>(`/profiles/${busyId}`)).profile.last_seen !== null, { what: "the visit" })
  })

  const told = async (): Promise<string[]> =>
    (await page.getByRole("listitem").allTextContents()).flatMap((text) => /step-\d{3}/.exec(text)?.[0] ?? [])
  /** How far below the visible part the end of what is loaded begins. */
  const toEnd = (): Promise<number> =>
    page.getByRole("button", { name: "Show earlier" }).evaluate((button) => button.getBoundingClientRect().top - window.innerHeight)

  it("reads on before the reader is at its end, and tells each event once", async () => {
    await page.goto(`${shop().backendUrl}/app/segments/people/${busyId}`)
    await until(async () => (await told()).length > 0, { what: "the first page" })
    const first = (await told()).length
    expect(first).toBeLessThanOrEqual(50)
    expect(await toEnd()).toBeGreaterThan(1000)
    await page.mouse.move(400, 400)
    await page.mouse.wheel(0, (await toEnd()) - 200)
    await until(async () => (await told()).length > first, { what: "the second page, whose button nobody has seen" })
    expect((await told()).length).toBeLessThanOrEqual(100)
    await until(
      async () => {
        await page.mouse.wheel(0, 2000)
        return (await told()).at(-1) === "step-000"
      },
      { what: "the first thing that the person did" }
    )
    expect(await told()).toEqual(Array.from({ length: COUNT }, (_, index) => `step-${String(COUNT - 1 - index).padStart(3, "0")}`))
    expect(await page.getByRole("button", { name: "Show earlier" }).count()).toBe(0)
  })
})

describe("an internal person", () => {
  it("leaves every segment by a switch, and comes back by the undo of its message", async () => {
    await open()
    const toggle = page.getByRole("switch", { name: "Internal person" })
    await toggle.click()
    await page.getByText(`Petra ${mark} is internal now`).waitFor()
    expect(await person()).toMatchObject({ internal: true, internal_by: "admin" })
    await page.getByText("In no segment, report, file or total.").waitFor()
    await until(async () => (await segmentIds()).length === 0, { what: "no segment" })
    await page.getByRole("button", { name: "Undo", exact: true }).click()
    await until(async () => (await person()).internal_by === null, { what: "the decision taken back" })
    await until(async () => (await segmentIds()).length === 2, { what: "both memberships again" })
    await until(async () => (await toggle.getAttribute("aria-checked")) === "false", { what: "the switch turned back" })
  })
})

describe("a merge", () => {
  it("is undone after its consequences were read, and leads to the other person", async () => {
    await open()
    const merges = page.getByRole("list", { name: "Merges" })
    await merges.getByText("Signed in on the same browser").first().waitFor()
    await merges.getByRole("button", { name: "Undo merge" }).click()
    const dialog = page.getByRole("alertdialog")
    await dialog.getByText("go back to whom they came from").waitFor()
    await dialog.getByRole("button", { name: "Undo merge" }).click()
    await merges.getByText(/^Undone /).waitFor()
    const [merge] = (await person()).merges
    expect(merge?.undone_at).not.toBeNull()
    await merges.getByRole("link", { name: "Open the other person" }).click()
    await page.getByRole("heading", { level: 1, name: `Anonymous ${merge?.other.slice(-6)}` }).waitFor()
    await page.getByText("Page viewed").first().waitFor()
  })
})

describe("an admin who may neither see personal data nor change anything", () => {
  it("reads why, without what is personal, and is offered nothing that would be refused", async () => {
    const second = await inviteAdmin()
    await admin("/access", { users: [{ id: second.id, personal: false, export: false, edit: false }] })
    const other = await openAdmin(browser, { as: second })
    other.setDefaultTimeout(0)
    await other.goto(`/app/segments/people/${profileId}?why=${buyers.id}`)
    const rule = other.getByTestId("why-rule")
    await rule.getByText("What decided this is personal data, which you may not see.").waitFor()
    await rule.getByText("Now: 1").first().waitFor()
    await other.keyboard.press("Escape")
    await other.getByRole("list", { name: "Merges" }).waitFor()
    // Until the rights are known, everything is offered.
    await until(async () => (await other.getByRole("button", { name: "Undo merge" }).count()) === 0, { what: "no button" })
    await until(async () => (await other.getByRole("switch", { name: "Internal person" }).count()) === 0, { what: "no switch" })
    await other.context().close()
  })
})
