import { randomUUID } from "node:crypto"
import type { Browser, Page } from "playwright-core"
import type { AccessDto, AttributeDto, ProfileAttribute, ProfileDto } from "../../src/contract"
import { openAdmin } from "../support/admin-page"
import { launchChromium } from "../support/chromium"
import { inviteAdmin } from "../support/second-admin"
import { closeShop, shop, until } from "../support/shop"

const mark = randomUUID().slice(0, 8)
const email = `${mark}@settings.test`
const label = `Shoe size ${mark}`

let browser: Browser
let page: Page
let profile: ProfileDto
const problems: string[] = []

const admin = async <Body>(path: string, body?: unknown): Promise<Body> =>
  (await shop().admin<Body>(`/admin/audience${path}`, body === undefined ? {} : { body })).body
const open = (path: string): Promise<unknown> => page.goto(`${shop().backendUrl}/app/segments${path}`)
const attributes = async (): Promise<ProfileAttribute[]> =>
  (await admin<{ attributes: ProfileAttribute[] }>(`/profiles/${profile.id}/attributes`)).attributes

beforeAll(async () => {
  browser = await launchChromium()
  page = await openAdmin(browser)
  page.setDefaultTimeout(0)
  page.on("pageerror", (error) => problems.push(error.message))
  const { customer } = (await shop().admin<{ customer: { id: string } }>("/admin/customers", { body: { email, first_name: "Sia" } })).body
  profile = await until(async () => (await admin<{ profiles: ProfileDto[] }>(`/profiles?customer_id=${customer.id}`)).profiles[0], {
    what: "the customer's profile",
  })
}, 240_000)

afterAll(async () => {
  await browser?.close()
  await closeShop()
})

afterEach(() => {
  expect(problems.splice(0)).toEqual([])
})

describe("attributes", () => {
  it("are made in a drawer, which shows what the server refuses", async () => {
    await open("/settings/attributes")
    await page.getByRole("button", { name: "Add attribute" }).click()
    await page.getByLabel("Key", { exact: true }).fill("Bad Key")
    await page.getByRole("dialog").getByLabel("Label", { exact: true }).fill(label)
    await page.getByRole("button", { name: "Save", exact: true }).click()
    await page.getByRole("dialog").getByText("key: must start with a letter").waitFor()
    await page.getByLabel("Key", { exact: true }).fill(`size_${mark}`)
    await page.getByRole("button", { name: "Save", exact: true }).click()
    await page.getByRole("button", { name: `Edit ${label}` }).waitFor()
    const made = (await admin<{ attributes: AttributeDto[] }>("/attributes")).attributes.find(({ key }) => key === `size_${mark}`)
    expect(made).toMatchObject({ label, type: "text", personal: false })
  })
})

describe("imports", () => {
  it("are checked, mapped, carried out and undone", async () => {
    await open("/settings/imports")
    await page.getByText("Choose CSV file").waitFor()
    const file = `Who,Size\r\n${email},42\r\nnobody@settings.test,43\r\n`
    await page.locator("input[type=file]").setInputFiles({ name: `sizes-${mark}.csv`, mimeType: "text/csv", buffer: Buffer.from(file) })
    await page.getByText("Needs mapping").waitFor()
    await page.getByRole("combobox", { name: "Meaning of Who" }).click()
    await page.getByRole("option", { name: "E-mail", exact: true }).click()
    await page.getByRole("combobox", { name: "Meaning of Size" }).click()
    await page.getByRole("option", { name: label }).click()
    await page.getByRole("button", { name: "Check again" }).click()
    await page.getByText("Checked, not imported").waitFor()
    await page.getByText("there is no customer with the e-mail nobody@settings.test").waitFor()
    expect((await attributes()).find(({ key }) => key === `size_${mark}`)?.value).toBeNull()
    await page.getByRole("button", { name: "Import now" }).click()
    await page.getByText("Imported", { exact: true }).waitFor()
    expect((await attributes()).find(({ key }) => key === `size_${mark}`)).toMatchObject({ value: "42", source: "import" })
    await page.getByRole("button", { name: "Undo import" }).click()
    await page.getByRole("alertdialog").getByRole("button", { name: "Undo import" }).click()
    await page.getByText("Undone", { exact: true }).waitFor()
    expect((await attributes()).find(({ key }) => key === `size_${mark}`)?.value).toBeNull()
  })

  it("say why a file was not taken", async () => {
    await open("/settings/imports")
    await page.getByText("Choose CSV file").waitFor()
    await page
      .locator("input[type=file]")
      .setInputFiles({ name: "twice.csv", mimeType: "text/csv", buffer: Buffer.from("email,email\n1,2\n") })
    await page.getByText("line 1: every column needs a name of its own").waitFor()
  })
})

describe("access", () => {
  it("is taken and given by a switch", async () => {
    const second = await inviteAdmin()
    await open("/settings/access")
    const toggle = page.getByRole("switch", { name: `Export: ${second.email}` })
    await toggle.click()
    const rights = async (): Promise<boolean | undefined> =>
      (await admin<AccessDto>("/access")).users.find(({ id }) => id === second.id)?.export
    await until(async () => (await rights()) === false, { what: "the right taken" })
    await until(async () => (await toggle.getAttribute("aria-checked")) === "false", { what: "the switch turned" })
    await toggle.click()
    await until(async () => (await rights()) === true, { what: "the right given back" })
  })
})

describe("a person's page", () => {
  it("shows where an attribute comes from, and lets it be set by hand", async () => {
    await admin("/profiles/batch", { profiles: [{ id: profile.id, attributes: { points: 3 } }] })
    await open(`/people/${profile.id}`)
    await page.getByText(/^API, /).waitFor()
    await page.getByRole("button", { name: "Edit Points" }).click()
    await page.getByRole("textbox", { name: "Value of Points" }).fill("11")
    await page.getByRole("textbox", { name: "Value of Points" }).press("Enter")
    await page.getByText(/^Set by hand, /).waitFor()
    expect((await attributes()).find(({ key }) => key === "points")).toMatchObject({ value: 11, source: "admin" })
  })

  it("hands out the data, and forgets the person after a word typed", async () => {
    await open(`/people/${profile.id}`)
    const menu = page.getByRole("button", { name: "More actions" })
    await menu.click()
    const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("menuitem", { name: "Export data" }).click()])
    expect(download.suggestedFilename()).toBe(`${profile.id}.json`)
    await menu.click()
    await page.getByRole("menuitem", { name: "Erase person" }).click()
    await page.getByRole("alertdialog").getByRole("textbox").fill("ERASE")
    await page.getByRole("alertdialog").getByRole("button", { name: "Erase person" }).click()
    await page.getByText(/rows were erased, 0 remain/).waitFor()
    expect((await shop().admin(`/admin/audience/profiles/${profile.id}`)).status).toBe(404)
    await open("/settings/privacy")
    await page.getByText("Person erased").first().waitFor()
  })
})
