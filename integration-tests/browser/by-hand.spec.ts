import { randomUUID } from "node:crypto"
import type { Browser, Page } from "playwright-core"
import type { AudienceSettings, ManualMember, ProfileDto, RuleGroup, SegmentDto, SegmentPreview } from "../../src/contract"
import { openAdmin } from "../support/admin-page"
import { seriousFaults } from "../support/axe"
import { launchChromium } from "../support/chromium"
import { inviteAdmin } from "../support/second-admin"
import { anEvent, closeShop, shop, until } from "../support/shop"

const mark = `hand-${randomUUID().slice(0, 8)}`
const domain = `${mark}.test`
const names = ["Ada", "Bob"] as const
const emailOf = (name: string): string => `${name.toLowerCase()}@${domain}`

/** The four who looked at this suite's own page. */
const viewers: RuleGroup = {
  match: "all",
  rules: [{ field: "behavior.page_views", operator: "gte", value: 1, where: [{ dimension: "path", operator: "eq", value: `/${mark}` }] }],
}

let browser: Browser
let page: Page
let viewed: SegmentDto
const problems: string[] = []

const admin = async <Body>(address: string, body?: unknown): Promise<Body> =>
  (await shop().admin<Body>(`/admin/audience${address}`, body === undefined ? {} : { body })).body
const open = (address: string): Promise<unknown> => page.goto(`${shop().backendUrl}/app/segments${address}`)
const segment = async (id: string): Promise<SegmentDto> => (await admin<{ segment: SegmentDto }>(`/segments/${id}`)).segment
const named = async (name: string): Promise<SegmentDto | undefined> =>
  (await admin<{ segments: SegmentDto[] }>(`/segments?q=${encodeURIComponent(name)}`)).segments[0]
const decisions = async (id: string): Promise<ManualMember[]> => (await admin<{ manual: ManualMember[] }>(`/segments/${id}/manual`)).manual
const memberEmails = async (id: string): Promise<(string | null)[]> =>
  (await admin<{ members: ProfileDto[] }>(`/segments/${id}/members`)).members.map(({ email }) => email).sort()

/** Opens the picker with this label and takes the person whom the search finds. */
async function pick(label: string, search: string, found: string): Promise<void> {
  await page.getByRole("button", { name: label }).click()
  await page.getByRole("combobox", { name: `Search: ${label}` }).fill(search)
  await page.getByRole("option", { name: found }).click()
}

const undo = (): Promise<void> => page.getByRole("button", { name: "Undo", exact: true }).last().click()

beforeAll(async () => {
  browser = await launchChromium()
  page = await openAdmin(browser)
  page.setDefaultTimeout(0)
  page.on("pageerror", (error) => problems.push(error.message))
  for (const name of names) {
    await shop().admin("/admin/customers", { body: { email: emailOf(name), first_name: name, last_name: mark } })
  }
  for (let visitor = 0; visitor < 4; visitor++) {
    await shop().collect({ visitor: randomUUID(), events: [anEvent("page_viewed", { url: `https://shop.test/${mark}` })] })
  }
  await until(async () => (await admin<SegmentPreview>("/segments/preview", { rule: viewers })).count === 4, { what: "four viewers" })
  viewed = (await admin<{ segment: SegmentDto }>("/segments", { name: `Viewed ${mark}`, rule: viewers })).segment
  await until(async () => (await admin<{ profiles: ProfileDto[] }>(`/profiles?q=${domain}`)).profiles.length === 2, {
    what: "both customers",
  })
}, 240_000)

afterAll(async () => {
  await browser?.close()
  await closeShop()
})

afterEach(() => {
  expect(problems.splice(0)).toEqual([])
})

describe("a static segment", () => {
  const name = `Chosen ${mark}`

  it("is made from the menu, and filled by search", async () => {
    await open("")
    await page.getByRole("button", { name: "Create segment" }).click()
    await page.getByRole("menuitem", { name: /^Static/ }).click()
    await page.getByRole("heading", { level: 1, name: "Create static segment" }).waitFor()
    await page.getByLabel("Name", { exact: true }).fill(name)
    expect(await seriousFaults(page)).toEqual([])
    await page.getByRole("button", { name: "Create segment" }).click()
    await page.getByText("Nobody was added yet").waitFor()
    await pick("Add a person", emailOf("Ada"), `Ada ${mark}`)
    await page.getByText(`1 person included in “${name}”.`).waitFor()
    await page
      .getByRole("row")
      .filter({ hasText: `Ada ${mark}` })
      .getByRole("button", { name: `Remove the decision about Ada ${mark}` })
      .waitFor()
    expect(await seriousFaults(page)).toEqual([])
    expect(await memberEmails((await named(name))?.id ?? "")).toEqual([emailOf("Ada")])
  })

  it("takes the people of a file, which is checked first", async () => {
    const { id } = (await named(name)) as SegmentDto
    await open(`/${id}/by-hand`)
    await page.getByRole("link", { name: "Import CSV" }).click()
    await page.getByRole("button", { name: "Choose CSV file" }).waitFor()
    await page
      .locator("input[type=file]")
      .setInputFiles({ name: `${mark}.csv`, mimeType: "text/csv", buffer: Buffer.from(`email\r\n${emailOf("Bob")}\r\n`) })
    await page.getByText("Checked, not imported").waitFor()
    await page.getByText("are to be added to").getByRole("link", { name }).waitFor()
    expect(await seriousFaults(page)).toEqual([])
    expect(await memberEmails(id)).toEqual([emailOf("Ada")])
    // What is seen is not what was checked.
    await page.getByRole("button", { name: "Clear" }).click()
    await until(() => page.getByRole("button", { name: "Import now" }).isDisabled(), { what: "no import of what is not checked" })
    await page.reload()
    await page.getByRole("button", { name: "Import now" }).click()
    await page.getByText("were added to").getByRole("link", { name }).click()
    await page.getByRole("heading", { level: 1, name }).waitFor()
    await until(async () => (await memberEmails(id)).join() === [emailOf("Ada"), emailOf("Bob")].join(), { what: "Bob beside Ada" })
  })

  it("says on its overview what is true of it: no rule and no version, but who decided last", async () => {
    const { id } = (await named(name)) as SegmentDto
    await open(`/${id}`)
    const summary = page.getByTestId("by-hand-summary")
    await summary.getByText("2 people included by hand").waitFor()
    await summary.getByText(/^Last by .+, .+/).waitFor()
    expect(await page.getByTestId("rule-text").textContent()).toBe("A static segment: its members were chosen by hand or from a file.")
    expect(await page.getByText(/^Version \d/).count()).toBe(0)
    expect(await page.getByRole("button", { name: "Compute now" }).count()).toBe(0)
    expect(await seriousFaults(page)).toEqual([])
  })

  it("loses people who are selected in its list, and has them back by the undo", async () => {
    const { id } = (await named(name)) as SegmentDto
    await open(`/${id}/members`)
    await page.getByRole("checkbox", { name: `Select Bob ${mark}` }).click()
    await page.getByRole("button", { name: "Remove from this segment" }).click()
    await until(async () => (await memberEmails(id)).join() === emailOf("Ada"), { what: "Ada alone" })
    await undo()
    await until(async () => (await memberEmails(id)).length === 2, { what: "both again" })
  })
})

describe("people selected in a list", () => {
  const boxes = () => page.getByRole("checkbox", { name: /^Select Anonymous/ })
  const bar = () => page.getByRole("region", { name: "Selected people" })

  it("are excluded from the segment, a whole range by Shift, and come back by the undo", async () => {
    await open(`/${viewed.id}/members`)
    const place = await boxes().nth(2).boundingBox()
    await boxes().first().click()
    await boxes()
      .nth(2)
      .click({ modifiers: ["Shift"] })
    await bar().getByText("3 people selected").waitFor()
    expect(await boxes().nth(2).boundingBox()).toEqual(place)
    expect(await seriousFaults(page)).toEqual([])
    await bar().getByRole("button", { name: "Exclude from this segment" }).click()
    await page.getByText(`3 people excluded from “${viewed.name}”.`).waitFor()
    expect(await segment(viewed.id)).toMatchObject({ members_count: 1, exclusions: 3 })
    await until(async () => (await page.getByTestId("people-count").textContent()) === "1–1 of 1 person", { what: "the one who is left" })
    expect(await bar().count()).toBe(0)
    await undo()
    await page.getByText(`“${viewed.name}” is as it was before.`).waitFor()
    expect(await segment(viewed.id)).toMatchObject({ members_count: 4, exclusions: 0 })
  })

  it("are selected and put into a new static segment with the keyboard alone", async () => {
    const name = `Keyboard ${mark}`
    await open(`/${viewed.id}/members`)
    await boxes().first().press("Space")
    await boxes().first().press("Shift+ArrowDown")
    await bar().getByText("2 people selected").waitFor()
    expect(await page.evaluate("document.activeElement.getAttribute('data-select')")).toBe("1")
    await bar().getByRole("button", { name: "Add to a segment" }).press("Enter")
    const drawer = page.getByRole("dialog", { name: "Add 2 people to a segment" })
    expect(await seriousFaults(page, "[role=dialog]")).toEqual([])
    await drawer.getByRole("radio", { name: "A new static segment" }).press("Space")
    await drawer.getByRole("textbox", { name: "Name" }).fill(name)
    await drawer.getByRole("textbox", { name: "Name" }).press("Enter")
    await page.getByText(`2 people included in “${name}”.`).waitFor()
    expect(await named(name)).toMatchObject({ kind: "static", members_count: 2 })
  })

  it("are put from the list of everybody into a segment with a rule, which then holds them by hand", async () => {
    await open(`/people?q=${encodeURIComponent(emailOf("Ada"))}`)
    await page.getByRole("checkbox", { name: `Select Ada ${mark}` }).click()
    await bar().getByRole("button", { name: "Add to a segment" }).click()
    const drawer = page.getByRole("dialog", { name: "Add 1 person to a segment" })
    await drawer.getByRole("button", { name: "Choose a segment" }).click()
    await page.getByRole("combobox", { name: "Search: Choose a segment" }).fill(viewed.name)
    await page.getByRole("option", { name: viewed.name }).click()
    await drawer.getByText("whatever it says about them").waitFor()
    await drawer.getByRole("button", { name: "Add", exact: true }).click()
    await page.getByText(`1 person included in “${viewed.name}”.`).waitFor()
    expect(await decisions(viewed.id)).toMatchObject([{ kind: "added", profile: { email: emailOf("Ada") } }])
  })
})

describe("the decisions by hand of a segment", () => {
  it("are listed with who decided, and taken back one by one", async () => {
    const [anyone] = (
      await admin<{ members: ProfileDto[] }>(`/segments/${viewed.id}/members?rule=${encodeURIComponent(JSON.stringify(viewers))}`)
    ).members
    await admin(`/segments/${viewed.id}/members`, { exclude: [anyone?.id] })
    await open(`/${viewed.id}/by-hand`)
    const rows = page.getByRole("row")
    await rows.filter({ hasText: "Excluded" }).waitFor()
    expect(await rows.count()).toBe(3)
    await page.getByRole("combobox", { name: "Decision" }).click()
    await page.getByRole("option", { name: "Included" }).click()
    await until(async () => (await rows.count()) === 2, { what: "the one who is included" })
    await rows
      .nth(1)
      .getByRole("button", { name: `Remove the decision about Ada ${mark}` })
      .click()
    await page.getByText("Nothing was decided by hand").waitFor()
    expect((await decisions(viewed.id)).map(({ kind }) => kind)).toEqual(["excluded"])
    await admin(`/segments/${viewed.id}/members`, { remove: [anyone?.id] })
  })

  it("exclude a person who was found by search", async () => {
    await open(`/${viewed.id}/by-hand`)
    await pick("Exclude a person", emailOf("Bob"), `Bob ${mark}`)
    await page
      .getByRole("row")
      .filter({ hasText: `Bob ${mark}` })
      .getByText("Excluded", { exact: true })
      .waitFor()
    expect(await decisions(viewed.id)).toMatchObject([{ kind: "excluded", profile: { email: emailOf("Bob") } }])
    await undo()
    await page.getByText("Nothing was decided by hand").waitFor()
  })
})

describe("internal people in the settings", () => {
  const domains = () => page.getByRole("list", { name: "E-mail domains" })
  const rows = () => page.getByRole("row").filter({ hasText: mark })
  const internalDomains = async (): Promise<string[]> => (await admin<AudienceSettings>("/settings")).internal_email_domains

  it("are known by a domain, which is refused when it is none", async () => {
    await open("/settings/internal")
    const field = page.getByRole("textbox", { name: "E-mail domain" })
    await field.fill("not a domain")
    await field.press("Enter")
    await page.getByRole("alert").getByText("“not a domain” is not a domain such as example.com.").waitFor()
    await field.fill(`@${domain.toUpperCase()}`)
    await field.press("Enter")
    await domains().getByText(`@${domain}`).waitFor()
    await until(async () => (await rows().count()) === 2, { what: "both customers of the domain" })
    await page.getByText(/left out everywhere/).waitFor()
    expect(await seriousFaults(page)).toEqual([])
    expect((await admin<{ count: number }>(`/profiles?q=${domain}`)).count).toBe(0)
  })

  it("are let go one by one, with an undo, and all at once with their domain", async () => {
    await open("/settings/internal")
    await page.getByRole("button", { name: `Remove Bob ${mark} from the internal people` }).click()
    await until(async () => (await rows().count()) === 1, { what: "Ada alone" })
    expect((await admin<{ profiles: ProfileDto[] }>(`/profiles?q=${domain}`)).profiles).toMatchObject([{ email: emailOf("Bob") }])
    await undo()
    await until(async () => (await rows().count()) === 2, { what: "both again" })
    await domains()
      .getByRole("button", { name: `Remove ${domain}` })
      .click()
    await until(async () => (await rows().count()) === 0, { what: "neither" })
    expect(await internalDomains()).not.toContain(domain)
  })

  it("are added one by one by search", async () => {
    await open("/settings/internal")
    await pick("Add a person", emailOf("Ada"), `Ada ${mark}`)
    await rows().getByText("By hand").waitFor()
    await page.getByRole("button", { name: `Remove Ada ${mark} from the internal people` }).click()
    await until(async () => (await rows().count()) === 0, { what: "nobody of this suite" })
  })
})

describe("an admin who may not see personal data", () => {
  it("is told so by the search for a person", async () => {
    const second = await inviteAdmin()
    await admin("/access", { users: [{ id: second.id, personal: false, export: true, edit: true }] })
    const other = await openAdmin(browser, { as: second })
    other.setDefaultTimeout(0)
    await other.goto(`/app/segments/${viewed.id}/by-hand`)
    await other.getByRole("button", { name: "Include a person" }).click()
    const search = other.getByRole("combobox", { name: "Search: Include a person" })
    await search.fill("ada")
    await other.getByRole("alert").getByText("search by the id of a profile or customer").waitFor()
    await other.context().close()
  })
})

describe("an admin who may not change anything", () => {
  it("sees who decided what, and is offered nothing that would be refused", async () => {
    const second = await inviteAdmin()
    await admin("/access", { users: [{ id: second.id, personal: true, export: true, edit: false }] })
    const { id } = (await named(`Chosen ${mark}`)) as SegmentDto
    const other = await openAdmin(browser, { as: second })
    other.setDefaultTimeout(0)
    await other.goto(`/app/segments/${id}/by-hand`)
    await other
      .getByRole("row")
      .filter({ hasText: `Ada ${mark}` })
      .waitFor()
    // Until the rights are known, everything is offered.
    await until(async () => (await other.getByRole("button", { name: /^(Add a person|Remove)/ }).count()) === 0, { what: "no button" })
    await other.goto(`/app/segments/${id}/members`)
    await other
      .getByRole("row")
      .filter({ hasText: `Ada ${mark}` })
      .waitFor()
    await until(async () => (await other.getByRole("checkbox").count()) === 0, { what: "no box to select" })
    await other.goto("/app/segments/settings/internal")
    await other.getByRole("heading", { level: 2, name: "E-mail domains" }).waitFor()
    await until(async () => (await other.getByRole("textbox", { name: "E-mail domain" }).count()) === 0, { what: "no field to type into" })
    await other.context().close()
  })
})
