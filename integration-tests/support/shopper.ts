import type { Browser, BrowserContext, Page } from "playwright-core"
import { USER_AGENT } from "./chromium"
import { shop } from "./shop"

/** A person in the demo storefront, clicking what a person would click. */
export interface Shopper {
  page: Page
  /** The uuid that the tag gave to this browser. */
  visitor(): Promise<string>
  /** Opens an address of the storefront, as from a link elsewhere. */
  arrive(path: string): Promise<void>
  /** From a category of the navigation to one of its products. */
  openProduct(category: string, title: string): Promise<void>
  addToCart(): Promise<void>
  /** From any page through the checkout to the thanks. Guests give their e-mail address. */
  order(input?: { email: string }): Promise<void>
  signUp(input: { email: string; firstName: string; lastName: string; password: string }): Promise<void>
  /** Closes the browser, the tag's last beacon included. */
  leave(): Promise<void>
}

/** Starts a browser of its own for one person: no cookies or storage of others. */
export async function newShopper(browser: Browser): Promise<Shopper> {
  const { storefrontUrl } = shop()
  const context: BrowserContext = await browser.newContext({ userAgent: USER_AGENT, locale: "en-US", timezoneId: "Europe/Berlin" })
  const page = await context.newPage()
  const heading = (name: string | RegExp) => page.getByRole("heading", { level: 1, name }).waitFor()
  return {
    page,
    visitor: () =>
      page.evaluate(
        () => new Promise<string>((done) => (window as unknown as { audience: (...args: unknown[]) => void }).audience("visitor", done))
      ),
    async arrive(path) {
      await page.goto(new URL(path, storefrontUrl).href)
      await page.getByRole("navigation", { name: "Categories" }).getByRole("link").first().waitFor()
    },
    async openProduct(category, title) {
      await page.getByRole("navigation", { name: "Categories" }).getByRole("link", { name: category, exact: true }).click()
      await heading(category)
      await page.getByRole("main").getByRole("link", { name: title }).first().click()
      await heading(title)
    },
    async addToCart() {
      await page.getByRole("button", { name: "Add to cart" }).click()
      await page.getByText(/is in your cart/).waitFor()
    },
    async order({ email } = { email: "" }) {
      await page.getByRole("link", { name: /^Cart/ }).click()
      await page.getByRole("link", { name: "Checkout" }).click()
      await page.getByLabel("Street and number").waitFor()
      if (email) await page.getByLabel("E-mail").fill(email)
      await page.getByLabel("First name").fill("Robin")
      await page.getByLabel("Last name").fill("Journey")
      await page.getByLabel("Street and number").fill("Lindenweg 4")
      await page.getByLabel("Postal code").fill("10115")
      await page.getByLabel("City").fill("Berlin")
      await page.getByRole("button", { name: "Continue to delivery" }).click()
      await page.getByRole("button", { name: "Place order" }).click()
      await heading("Thank you!")
    },
    async signUp({ email, firstName, lastName, password }) {
      await page.getByRole("link", { name: "Sign in" }).click()
      await page.getByRole("link", { name: "Create an account" }).click()
      await heading("Create an account")
      await page.getByLabel("First name").fill(firstName)
      await page.getByLabel("Last name").fill(lastName)
      await page.getByLabel("E-mail").fill(email)
      await page.getByLabel("Password").fill(password)
      await page.getByRole("button", { name: "Sign up" }).click()
      await heading(`Hello, ${firstName}`)
    },
    async leave() {
      await page.close({ runBeforeUnload: true })
      await context.close()
    },
  }
}
