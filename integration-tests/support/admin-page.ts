import type { Browser, BrowserContextOptions, Page } from "playwright-core"
import { shop } from "./shop"

interface OpenAdmin extends BrowserContextOptions {
  /** Who signs in, the shop's first admin without it. */
  as?: { email: string; password: string }
}

/** Opens the admin in a browser of its own and signs in. */
export async function openAdmin(browser: Browser, { as = shop(), ...options }: OpenAdmin = {}): Promise<Page> {
  const { email, password } = as
  const context = await browser.newContext({
    ...{ baseURL: shop().backendUrl, locale: "en-US", timezoneId: "Europe/Berlin", acceptDownloads: true },
    ...options,
  })
  const page = await context.newPage()
  await page.goto("/app/login")
  await page.getByPlaceholder("Email").fill(email)
  await page.getByPlaceholder("Password").fill(password)
  await page.getByRole("button", { name: /continue/i }).click()
  await page.waitForURL((url) => !url.pathname.endsWith("/login"))
  return page
}

/** The text of a figure on a segment's pages, found by its name. */
export async function figure(page: Page, name: string): Promise<string> {
  const card = page.getByTitle(name, { exact: true }).locator("xpath=ancestor::div[contains(@class, 'rounded-lg')][1]")
  return (await card.locator(".tabular-nums").first().textContent()) ?? ""
}
