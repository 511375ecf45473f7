import { randomUUID } from "node:crypto"
import { readFileSync } from "node:fs"
import type { Browser, Page } from "playwright-core"
import type { Catalogue, RuleGroup, SegmentDto, SegmentPreview } from "../../src/contract"
import { openAdmin } from "../support/admin-page"
import { seriousFaults } from "../support/axe"
import { launchChromium } from "../support/chromium"
import { anEvent, closeShop, shop, until } from "../support/shop"

const tag = `pages-${randomUUID().slice(0, 8)}`
const path = `/${tag}`

/** Who looked at this suite's own page so often, so that its figures are its own. */
const viewers = (views: number): RuleGroup => ({
  match: "all",
  rules: [{ field: "behavior.page_views", operator: "gte", value: views, where: [{ dimension: "path", operator: "eq", value: path }] }],
})

let browser: Browser
let page: Page
let viewed: SegmentDto
let visited: SegmentDto

const make = async (name: string, rule: RuleGroup): Promise<SegmentDto> =>
  (await shop().admin<{ segment: SegmentDto }>("/admin/audience/segments", { body: { name: `${name} ${tag}`, rule } })).body.segment

const sentence = async (): Promise<string> => (await page.getByTestId("rule-sentence").textContent()) ?? ""
const proposed = (rule: RuleGroup): string =>
  `/app/segments/create?${new URLSearchParams({ name: tag, rule: JSON.stringify(rule) }).toString()}`

/** Two people looked once, one of them twice. */
beforeAll(async () => {
  for (const views of [1, 2]) {
    const session = randomUUID()
    const events = Array.from({ length: views }, () => anEvent("page_viewed", { session, url: `http://shop.test${path}` }))
    await shop().collect({ visitor: randomUUID(), events })
  }
  const folded = { match: "all" as const, rules: [viewers(1), { field: "visit.sessions", operator: "gte" as const, value: 1 }] }
  browser = await launchChromium()
  page = await openAdmin(browser)
  page.setDefaultTimeout(0)
  await until(
    async () => (await shop().admin<SegmentPreview>("/admin/audience/segments/preview", { body: { rule: folded } })).body.count === 2,
    { what: "two viewers with a session" }
  )
  viewed = await make("Viewed", viewers(1))
  visited = await make("Visited", { match: "all", rules: [{ field: "visit.sessions", operator: "gte", value: 1 }, viewers(1)] })
}, 240_000)

afterAll(async () => {
  await browser?.close()
  await closeShop()
})

describe("the list of segments", () => {
  it("filters by family in its address, and leads the selected ones to their comparison", async () => {
    await page.goto(`/app/segments?q=${tag}`)
    await page.getByRole("link", { name: visited.name }).waitFor()
    await page.getByRole("button", { name: "Family", exact: true }).first().click()
    await page.getByRole("option", { name: "Visit" }).click()
    await page.keyboard.press("Escape")
    await until(async () => (await page.getByRole("link", { name: viewed.name }).count()) === 0, { what: "segments on visits alone" })
    expect(new URL(page.url()).searchParams.get("family")).toBe("visit")
    await page.getByRole("checkbox", { name: `Select “${visited.name}”` }).click()
    await page.getByRole("button", { name: "Clear filters" }).click()
    await page.getByRole("searchbox", { name: "Search segments" }).fill(tag)
    await page.getByRole("checkbox", { name: `Select “${viewed.name}”` }).click()
    await page.getByRole("button", { name: "Compare" }).click()
    await page.waitForURL((url) => url.pathname.endsWith("/segments/compare"))
    expect(new URL(page.url()).searchParams.get("ids")?.split(",").sort()).toEqual([viewed.id, visited.id].sort())
  })

  it("leaves its rows where they are when the first is selected, and says in sight what can be done", async () => {
    await page.goto(`/app/segments?q=${tag}`)
    const box = page.getByRole("checkbox", { name: `Select “${visited.name}”` })
    const place = await box.boundingBox()
    await box.click()
    const bar = page.getByRole("region", { name: "Selected segments" })
    const { y = 0, height = 0 } = (await bar.boundingBox()) ?? {}
    expect(y + height).toBeLessThanOrEqual(page.viewportSize()?.height ?? 0)
    expect(await box.boundingBox()).toEqual(place)
    expect(await seriousFaults(page)).toEqual([])
  })

  it("copies a segment's rule into a new one that is not yet saved", async () => {
    await page.goto(`/app/segments?q=${tag}`)
    await page.getByRole("button", { name: `Actions for “${viewed.name}”` }).click()
    await page.getByRole("menuitem", { name: "Duplicate" }).click()
    await until(async () => (await sentence()).includes(`Path is “${path}”`), { what: "the copied rule" })
    expect(await page.getByLabel("Name", { exact: true }).inputValue()).toBe(`${viewed.name} (copy)`)
  })

  it("leads from a segment's own page to its comparison, where another is chosen beside it", async () => {
    await page.goto(`/app/segments/${viewed.id}/report`)
    await page.getByRole("button", { name: "More actions" }).click()
    await page.getByRole("menuitem", { name: "Compare with others" }).click()
    await page.getByRole("button", { name: `Take “${viewed.name}” out` }).waitFor()
    await page.getByRole("button", { name: "Choose segments" }).click()
    await page.getByRole("option", { name: visited.name }).click()
    await page.getByRole("rowheader", { name: /^Members/ }).waitFor()
    expect(new URL(page.url()).searchParams.get("ids")).toBe(`${viewed.id},${visited.id}`)
  })

  it("archives a segment, takes it back from the message, and lists archived ones when asked", async () => {
    const put = await make("Put away", viewers(1))
    const archived = async (): Promise<boolean> =>
      (await shop().admin<{ segment: SegmentDto }>(`/admin/audience/segments/${put.id}`)).body.segment.archived
    const archive = async (): Promise<void> => {
      await page.getByRole("button", { name: `Actions for “${put.name}”` }).click()
      await page.getByRole("menuitem", { name: "Archive" }).click()
      await until(archived, { what: "the archived segment" })
      await page.getByRole("link", { name: put.name }).waitFor({ state: "detached" })
    }
    await page.goto(`/app/segments?q=${tag}`)
    await archive()
    await page.getByRole("button", { name: "Undo" }).click()
    await page.getByRole("link", { name: put.name }).waitFor()
    expect(await archived()).toBe(false)
    await archive()
    await page.goto(`/app/segments?q=${tag}&archived=true`)
    await page.getByRole("link", { name: put.name }).waitFor()
    expect(await page.getByRole("link", { name: viewed.name }).count()).toBe(0)
  })
})

describe("the templates", () => {
  it("say how many people each would hold now, as the server counts its rule", async () => {
    const { templates } = (await shop().admin<Catalogue>("/admin/audience/catalogue")).body
    const rule = templates.find(({ id }) => id === "new_visitors")?.rule
    await page.goto("/app/segments/templates")
    const card = page.getByRole("link", { name: /^New visitors/ })
    // Other suites' visitors arrive meanwhile.
    await until(
      async () => {
        await page.reload()
        await card.getByText(/ people$/).waitFor()
        const { count } = (await shop().admin<SegmentPreview>("/admin/audience/segments/preview", { body: { rule } })).body
        return (await card.getByText(/ people$/).textContent()) === `${count.toLocaleString("en")} people`
      },
      { what: "the count of new visitors" }
    )
  })

  it("are found by a word of their description", async () => {
    await page.goto("/app/segments/templates")
    await page.getByRole("heading", { name: "Win back" }).waitFor()
    await page.getByRole("searchbox", { name: "Search templates" }).fill("left a cart")
    await page.getByRole("heading", { name: "Win back" }).waitFor({ state: "detached" })
    expect(await page.getByRole("main").getByRole("listitem").allInnerTexts()).toEqual([expect.stringContaining("Cart abandoners")])
  })
})

describe("the versions of a segment", () => {
  it("tell who changed what, and restore an earlier one after showing whom it moves", async () => {
    const segment = await make("Versions", viewers(1))
    const changed = { name: `Renamed ${tag}`, rule: { ...viewers(2), match: "any" } }
    await shop().admin(`/admin/audience/segments/${segment.id}`, { body: changed })
    await page.goto(`/app/segments/${segment.id}`)
    await page.getByRole("link", { name: "Versions" }).click()
    const items = page.getByRole("list", { name: "Versions" }).locator("> li")
    const lines = (index: number): Promise<string[]> => items.nth(index).getByRole("list").getByRole("listitem").allTextContents()
    await items.nth(1).waitFor()
    expect(await lines(0)).toEqual([
      `ChangedName: “${segment.name}” → “${changed.name}”`,
      "ChangedAll of these are true → at least one is true",
      `ChangedPage views (path is ${path}): at least 1 → page views (path is ${path}): at least 2`,
    ])
    expect(await items.nth(0).getByRole("button").count()).toBe(0)
    expect(await items.nth(1).textContent()).toContain(`Page views (path is ${path}): at least 1`)
    const { first_name, last_name } = (await shop().admin<{ user: { first_name: string; last_name: string } }>("/admin/users/me")).body.user
    expect(await items.nth(1).textContent()).toContain(`${first_name} ${last_name} · `)
    await page.getByRole("button", { name: "Restore version 1" }).click()
    const asked = page.getByRole("alertdialog")
    await asked.getByTestId("save-figures").waitFor()
    expect(await asked.getByTestId("save-figures").locator("dd").allTextContents()).toEqual(["1", "0", "2"])
    await asked.getByRole("button", { name: "Restore" }).click()
    await page.getByRole("heading", { level: 1, name: segment.name }).waitFor()
    await items.nth(2).waitFor()
    // The first definition is the current one again: there is nothing to restore in it.
    expect(await page.getByRole("button", { name: /^Restore version/ }).count()).toBe(1)
    const { members_count, version } = (await shop().admin<{ segment: SegmentDto }>(`/admin/audience/segments/${segment.id}`)).body.segment
    expect({ members_count, version }).toEqual({ members_count: 2, version: 3 })
    expect(await seriousFaults(page)).toEqual([])
  })
})

describe("the rule builder", () => {
  it("moves a condition with the keyboard, keeps the focus on it, and takes it back", async () => {
    const rule = viewers(1)
    await page.goto(proposed({ match: "all", rules: [{ field: "visit.sessions", operator: "gte", value: 1 }, ...rule.rules] }))
    const up = page.getByRole("button", { name: "Move condition up" })
    await up.nth(1).press("Enter")
    await until(async () => /Page views.*Visits/.test(await sentence()), { what: "page views before visits" })
    expect(await page.evaluate("document.activeElement.closest('[role=group]').getAttribute('aria-label')")).toBe("Page views")
    await page.keyboard.press("Control+z")
    await until(async () => /Visits.*Page views/.test(await sentence()), { what: "the order before" })
  })

  it("moves a condition into a group by dragging", async () => {
    const sessions = { field: "visit.sessions", operator: "gte" as const, value: 1 }
    await page.goto(proposed({ match: "all", rules: [...viewers(1).rules, { match: "any", not: true, rules: [sessions] }] }))
    const group = page.getByRole("group", { name: "Group of conditions" })
    await page.getByTitle("Drag the condition").first().dragTo(group.getByText("People for whom"))
    await until(async () => /none of these is true: Page views/.test(await sentence()), { what: "page views inside of the group" })
  })

  it("edits the steps of a sequence", async () => {
    await page.goto(proposed({ match: "all", rules: [] }))
    await page.getByRole("button", { name: "Add condition" }).click()
    await page.getByRole("combobox", { name: /^Search: / }).fill("Sequence")
    await page
      .getByRole("option", { name: /Sequence/ })
      .first()
      .click()
    await page.getByRole("combobox", { name: /^Search: / }).waitFor({ state: "detached" })
    for (const [step, name] of ["product_viewed", "product_added"].entries()) {
      await page
        .getByRole("group", { name: `Step ${step + 1}` })
        .getByRole("button", { name: /^Event/ })
        .click()
      await page.getByRole("combobox", { name: /^Search: / }).fill(name)
      await page
        .getByRole("option", { name: new RegExp(name) })
        .first()
        .click()
      // A picker stays in the page while it fades out.
      await page.getByRole("combobox", { name: /^Search: / }).waitFor({ state: "detached" })
    }
    await page.getByRole("button", { name: "Move step 2 up" }).click()
    await until(async () => (await sentence()).includes("product_added, then product_viewed happened in this order"), {
      what: "the steps the other way round",
    })
    await page.getByTestId("preview-count").waitFor()
  })

  it("says who leaves and what rests on it before a change is saved", async () => {
    const resting = await make("Resting", {
      match: "all",
      rules: [{ field: "attribute.segments", operator: "has_any", value: [viewed.id] }],
    })
    const [once] = (
      await shop().admin<SegmentPreview>("/admin/audience/segments/preview", { body: { rule: viewers(2), segment_id: viewed.id } })
    ).body.leaving_sample as { id: string }[]
    await page.goto(`/app/segments/${viewed.id}/edit`)
    await page.getByRole("textbox", { name: "Value" }).fill("2")
    await page.getByRole("button", { name: "Save", exact: true }).click()
    const figures = page.getByTestId("save-figures")
    await figures.waitFor()
    expect(await figures.getByRole("definition").allTextContents()).toEqual(["0", "1", "1"])
    const dialog = page.getByRole("alertdialog")
    expect(await dialog.getByRole("list", { name: "Leave" }).getByRole("link").allTextContents()).toEqual([
      `Anonymous ${once?.id.slice(-6)}`,
    ])
    await dialog.getByRole("link", { name: resting.name }).waitFor()
    expect(await seriousFaults(page, "[role=alertdialog]")).toEqual([])
    await dialog.getByRole("button", { name: "Save" }).click()
    await page.getByRole("heading", { level: 1, name: viewed.name }).waitFor()
    expect((await shop().admin<{ segment: SegmentDto }>(`/admin/audience/segments/${viewed.id}`)).body.segment).toMatchObject({
      version: 2,
      members_count: 1,
    })
  })
})

describe("the user list", () => {
  it("filters in its address, saves what it shows for Excel, and proposes it as a segment", async () => {
    await page.goto(`/app/segments/${visited.id}/members?fields=behavior.page_views&order=behavior.page_views`)
    await page.getByRole("combobox", { name: "Last seen" }).click()
    await page.getByRole("option", { name: "Seen today" }).click()
    await until(() => new URL(page.url()).searchParams.get("seen") === "1", { what: "the filter in the address" })
    await until(async () => (await page.getByTestId("people-count").textContent()) === "1–2 of 2 people", { what: "both of today" })
    await page.getByRole("button", { name: "Export CSV" }).click()
    await page.getByRole("radio", { name: "For Excel" }).click()
    const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "Download" }).click()])
    expect(readFileSync(await download.path(), "utf8")).toBe("\uFEFFPage views\r\n1\r\n2\r\n")
    await page.keyboard.press("Escape")
    await page.getByRole("link", { name: "Save as segment" }).click()
    await until(async () => (await sentence()).includes(visited.name) && (await sentence()).includes("Last seen is in the last 1 day"), {
      what: "the list as a rule",
    })
  })

  it("finds nobody and says why", async () => {
    await page.goto(`/app/segments/${visited.id}/members?identified=true`)
    await page.getByText("Nobody fits these filters.").waitFor()
    await page.getByRole("button", { name: "Clear filters" }).click()
    await until(async () => (await page.getByTestId("people-count").textContent()) === "1–2 of 2 people", { what: "everybody again" })
  })
})
