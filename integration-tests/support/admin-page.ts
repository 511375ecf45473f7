import type { Browser, Page } from "playwright-core"
import { shop } from "./shop"

/** Opens the admin in a browser of its own and signs in, unless told otherwise as the shop's first admin. */
export async function openAdmin(browser: Browser, { email, password }: { email: string; password: string } = shop()): Promise<Page> {
  const { backendUrl } = shop()
  const context = await browser.newContext({ baseURL: backendUrl, locale: "en-US", timezoneId: "Europe/Berlin", acceptDownloads: true })
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
