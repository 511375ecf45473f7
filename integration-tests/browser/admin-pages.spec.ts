import { randomUUID } from "node:crypto"
import { readFileSync } from "node:fs"
import type { Browser, BrowserContext, Locator, Page } from "playwright-core"
import type { SegmentDto } from "../../src/contract"
import { seriousFaults } from "../support/axe"
import { launchChromium, USER_AGENT } from "../support/chromium"
import { anEvent, closeShop, shop, until } from "../support/shop"

/** A path that only this suite's visitors look at, so that its figures are its own. */
const PATH = `/admin-pages-${randomUUID().slice(0, 8)}`
const LOGIN = { email: "admin@shop.test", password: "supersecret" }

let browser: Browser
let context: BrowserContext
let page: Page
const problems: string[] = []

/** Three visitors looked at the path; two of them twice. */
async function visit(): Promise<void> {
  for (const views of [1, 2, 2]) {
    const session = randomUUID()
    const url = `http://shop.test${PATH}`
    const events = Array.from({ length: views }, () => anEvent("page_viewed", { session, url, title: "Admin pages" }))
    expect(await shop().collect({ visitor: randomUUID(), events })).toMatchObject({ status: 202, body: { accepted: views, rejected: [] } })
  }
}

const open = (path: string): Promise<unknown> => page.goto(`${shop().backendUrl}/app${path}`)

async function logIn(): Promise<void> {
  await open("/login")
  await page.fill("input[name=email]", LOGIN.email)
  await page.fill("input[name=password]", LOGIN.password)
  await page.click("button[type=submit]")
  await page.waitForURL((url) => !url.pathname.includes("login"))
}

/** Opens the picker that has the focus' name and takes the first answer to a search, by keyboard alone. */
async function pick(search: string): Promise<void> {
  const box = page.getByRole("combobox", { name: /^Search: / })
  await box.fill(search)
  // What stood there before the search was answered may be something else.
  const first = page.getByRole("option").first()
  await until(async () => (await first.count()) === 1 && (await first.textContent())?.includes(search), { what: `“${search}” found` })
  await box.press("Enter")
}

async function segmentNamed(name: string): Promise<SegmentDto> {
  return until(
    async () => (await shop().admin<{ segments: SegmentDto[] }>(`/admin/audience/segments?q=${encodeURIComponent(name)}`)).body.segments[0],
    { what: `a segment named ${name}` }
  )
}

async function makeSegment(name: string): Promise<SegmentDto> {
  const where = [{ dimension: "path", operator: "eq", value: PATH }]
  const rule = { match: "all", rules: [{ field: "behavior.page_views", operator: "gte", value: 1, where }] }
  const { body } = await shop().admin<{ segment: SegmentDto }>("/admin/audience/segments", { body: { name, rule } })
  return until(
    async () => {
      const { segment } = (await shop().admin<{ segment: SegmentDto }>(`/admin/audience/segments/${body.segment.id}`)).body
      return segment.members_count === 3 && segment
    },
    { what: `three members of ${name}` }
  )
}

beforeAll(async () => {
  browser = await launchChromium()
  context = await browser.newContext({
    userAgent: USER_AGENT,
    acceptDownloads: true,
    locale: "en-US",
    viewport: { width: 1280, height: 900 },
  })
  page = await context.newPage()
  page.setDefaultTimeout(0)
  page.on("pageerror", (error) => problems.push(error.message))
  await Promise.all([visit(), logIn()])
}, 240_000)

afterAll(async () => {
  await browser?.close()
  await closeShop()
})

afterEach(() => {
  expect(problems.splice(0)).toEqual([])
})

describe("the rule builder", () => {
  it("makes a segment from a field, a filter and a count, with the keyboard in its pickers", async () => {
    const name = `Path viewers ${PATH}`
    await open("/segments/create")
    await page.getByLabel("Name", { exact: true }).fill(name)
    await page.getByRole("button", { name: "Add condition" }).click()
    await pick("Page views")
    await page.getByRole("textbox", { name: "Value" }).fill("2")
    await page.getByRole("button", { name: "Add filter" }).click()
    await page
      .getByRole("group", { name: "Filter" })
      .getByRole("button", { name: /^Value/ })
      .click()
    await pick(PATH)
    // The events may still be on their way into the counters.
    await until(
      async () => {
        const count = await page.getByTestId("preview-count").textContent()
        if (count === "2") return true
        await page.getByRole("textbox", { name: "Value" }).fill("1")
        await page.getByRole("textbox", { name: "Value" }).fill("2")
        await page.waitForTimeout(1_000)
        return false
      },
      { what: "a preview of the two who looked twice" }
    )
    expect(await page.getByTestId("rule-sentence").textContent()).toBe(`People for whom: Page views where Path is “${PATH}”: at least 2`)
    await page.getByRole("button", { name: "Create segment" }).click()
    await page.getByRole("heading", { level: 1, name }).waitFor()
    const segment = await segmentNamed(name)
    expect(segment.members_count).toBe(2)
    expect(segment.rule).toEqual({
      match: "all",
      rules: [{ field: "behavior.page_views", operator: "gte", value: 2, where: [{ dimension: "path", operator: "eq", value: PATH }] }],
    })
  })

  it("undoes and redoes", async () => {
    await open("/segments/create")
    await page.getByRole("button", { name: "Add condition" }).click()
    await pick("Visits")
    const sentence = page.getByTestId("rule-sentence")
    await until(async () => (await sentence.textContent())?.includes("Visits"), { what: "the condition in words" })
    await page.getByRole("button", { name: "Undo" }).click()
    await until(async () => !(await sentence.textContent())?.includes("Visits"), { what: "the condition undone" })
    await page.getByRole("button", { name: "Redo" }).click()
    await until(async () => (await sentence.textContent())?.includes("Visits: at least 1"), { what: "the condition redone" })
  })

  it("shows what the server refuses at its condition", async () => {
    const { id } = await makeSegment(`Refused ${PATH}`)
    await open(`/segments/${id}/edit`)
    await page.getByRole("combobox", { name: "When" }).click()
    await page.getByRole("option", { name: "in the last" }).click()
    await page.getByRole("textbox", { name: "When" }).fill("731")
    const condition = page.getByRole("group", { name: "Page views" })
    await condition.getByRole("alert").waitFor()
    expect(await condition.getByRole("alert").textContent()).toContain("730")
  })

  it("asks before unsaved changes are left behind", async () => {
    await open("/segments/create")
    await page.getByLabel("Name", { exact: true }).fill("Not saved")
    await page.getByRole("button", { name: "Cancel" }).click()
    await page.getByRole("button", { name: "Keep editing" }).click()
    expect(await page.getByLabel("Name", { exact: true }).inputValue()).toBe("Not saved")
    await page.getByRole("button", { name: "Cancel" }).click()
    await page.getByRole("button", { name: "Leave" }).click()
    await page.getByRole("heading", { level: 1, name: "Segments" }).waitFor()
  })
})

/** The card of a page with this heading. */
const section = (title: string): Locator =>
  page.locator("main .divide-y").filter({ has: page.getByRole("heading", { level: 2, name: title, exact: true }) })

/** The cells of the first row about `label`; none while there is no such row. */
const rowTexts = (card: Locator, label: string): Promise<string[]> =>
  card
    .getByRole("row")
    .filter({ has: page.getByTitle(label, { exact: true }) })
    .getByRole("cell")
    .allTextContents()

describe("a segment's pages", () => {
  let segment: SegmentDto

  beforeAll(async () => {
    segment = await makeSegment(`Pages of ${PATH}`)
  })

  it("shows its members, and who is online, on the overview", async () => {
    await open(`/segments/${segment.id}`)
    await page.getByText("Online now").first().waitFor()
    expect(await page.getByText("Online now").count()).toBe(3)
    expect(await page.getByTestId("rule-text").textContent()).toContain(PATH)
  })

  it("names who entered this week on the overview", async () => {
    await open(`/segments/${segment.id}`)
    const entered = page.getByRole("list", { name: "Entered" })
    await until(async () => (await entered.getByRole("listitem").count()) === 3, { what: "three people who entered" })
    await page.getByText("Nothing uses this segment yet").waitFor()
    expect(await seriousFaults(page)).toEqual([])
  })

  it("counts the page views of its members in the report", async () => {
    await open(`/segments/${segment.id}/report`)
    const card = section("Pages")
    // 1 + 2 + 2 views by 3 members, who are the whole segment.
    await until(async () => (await rowTexts(card, PATH)).slice(1, 4).join() === "5,3,100%", {
      what: `the row of ${PATH} in: ${page.url()}`,
    })
    await page.getByRole("button", { name: "Chart", exact: true }).click()
    await page.getByRole("img", { name: new RegExp(`^Pages: ${PATH} 100%`) }).waitFor()
    expect(await seriousFaults(page)).toEqual([])
  })

  it("compares the report with the days before, follows the way from page to page, and keeps its days in the address", async () => {
    await open(`/segments/${segment.id}/report`)
    await page.getByRole("heading", { level: 2, name: "What makes this segment different" }).waitFor()
    await page.getByRole("heading", { level: 2, name: "From page to page", exact: true }).waitFor()
    // Nobody was here in the thirty days before: there is nothing to compare with.
    await page
      .getByLabel(/^–, 0 in the days before, /)
      .first()
      .waitFor()
    await page.getByRole("combobox", { name: "Days", exact: true }).click()
    await page.getByRole("option", { name: "Last 7 days" }).click()
    await until(() => new URL(page.url()).searchParams.has("from"), { what: "the days in the address" })
    const { searchParams } = new URL(page.url())
    expect((Date.parse(searchParams.get("to") ?? "") - Date.parse(searchParams.get("from") ?? "")) / 86_400_000).toBe(6)
    await page.reload()
    await until(async () => (await rowTexts(section("Pages"), PATH))[1] === "5", { what: "the same days after a reload" })
  })

  it("keeps columns, order and search of the user list in its address", async () => {
    await open(`/segments/${segment.id}/members?fields=behavior.page_views,visit.sessions&order=-behavior.page_views`)
    await page.getByTestId("people-count").waitFor()
    expect(await page.getByTestId("people-count").textContent()).toBe("1–3 of 3 people")
    const views = async (): Promise<(string | undefined)[]> => {
      const rows = await page.getByRole("row").all()
      return Promise.all(rows.slice(1).map(async (row) => (await row.getByRole("cell").allTextContents())[2]))
    }
    expect(await views()).toEqual(["2", "2", "1"])
    await page.getByRole("columnheader", { name: "Page views" }).getByRole("button").click()
    await until(async () => (await views()).join() === "1,2,2", { what: "the list turned around" })
    expect(new URL(page.url()).searchParams.get("order")).toBe("behavior.page_views")
    await page.reload()
    await until(async () => (await views()).join() === "1,2,2", { what: "the same list after a reload" })
  })

  it("saves the whole list with the chosen columns as CSV", async () => {
    await open(`/segments/${segment.id}/members?fields=behavior.page_views,attribute.identified&order=behavior.page_views`)
    await page.getByRole("button", { name: "Export CSV" }).click()
    const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "Download" }).click()])
    const lines = readFileSync(await download.path(), "utf8")
      .trim()
      .split("\r\n")
    expect(download.suggestedFilename()).toMatch(/\.csv$/)
    expect(lines[0]?.endsWith("behavior.page_views,attribute.identified")).toBe(true)
    expect(lines.slice(1).map((line) => line.split(",").at(-2))).toEqual(["1", "2", "2"])
  })

  it("leads from the list to a person and back to the segment", async () => {
    await open(`/segments/${segment.id}/members`)
    await page.getByRole("row").nth(1).getByRole("link").first().click()
    await page.getByRole("heading", { level: 2, name: "Timeline" }).waitFor()
    await page.getByText("Page viewed").first().waitFor()
    // Its segments come first, then their history.
    await page.getByRole("link", { name: segment.name, exact: true }).first().click()
    await page.getByRole("heading", { level: 1, name: segment.name }).waitFor()
  })

  it("publishes by its switch", async () => {
    await open(`/segments/${segment.id}`)
    await page.getByRole("switch", { name: "Published to the storefront" }).click()
    await until(async () => (await segmentNamed(segment.name)).published, { what: "the published segment" })
  })

  it("is not deleted while another segment rests on it, and says so", async () => {
    const other = {
      name: `Rests on ${PATH}`,
      rule: { match: "all", rules: [{ field: "attribute.segments", operator: "has_any", value: [segment.id] }] },
    }
    await shop().admin("/admin/audience/segments", { body: other })
    await open(`/segments/${segment.id}`)
    await page.getByRole("button", { name: "More actions" }).click()
    await page.getByRole("menuitem", { name: "Delete" }).click()
    const dialog = page.getByRole("alertdialog")
    await dialog.getByRole("heading", { name: `“${segment.name}” is in use` }).waitFor()
    expect(await dialog.getByRole("button", { name: "Delete" }).count()).toBe(0)
    await dialog.getByRole("link", { name: other.name }).click()
    await page.getByRole("heading", { level: 1, name: `Edit “${other.name}”` }).waitFor()
    expect((await segmentNamed(segment.name)).id).toBe(segment.id)
  })
})

describe("the list of segments", () => {
  it("finds by name and leads to templates", async () => {
    await makeSegment(`Listed ${PATH}`)
    await open("/segments")
    await page.getByPlaceholder("Search segments").fill(`Listed ${PATH}`)
    await page
      .getByText("1 — 1 of 1 results")
      .or(page.getByRole("link", { name: `Listed ${PATH}` }))
      .first()
      .waitFor()
    await page.getByRole("link", { name: "Templates" }).click()
    await page.getByRole("link", { name: /Cart abandoners/ }).click()
    expect(await page.getByLabel("Name", { exact: true }).inputValue()).toBe("Cart abandoners")
    await page.getByTestId("preview-count").waitFor()
  })
})

describe("the settings page", () => {
  it("fills the key into the snippet and shows an event as it arrives, without counting everybody for it", async () => {
    const asked: string[] = []
    page.on("request", (request) => void asked.push(new URL(request.url()).pathname))
    await open("/segments/settings")
    const code = page.locator("pre").first()
    await code.waitFor()
    expect((await code.textContent())?.replace(/\s+/g, " ")).toContain(`${shop().backendUrl}/audience/tag.js`)
    const name = `settings_${randomUUID().slice(0, 8)}`
    await shop().collect({ visitor: randomUUID(), events: [anEvent(name)] })
    await page.getByText(name).waitFor()
    await page.getByText("Receiving", { exact: true }).waitFor()
    expect(asked.filter((path) => path === "/admin/audience/settings")).toHaveLength(1)
  })
})
