import { spawn } from "node:child_process"
import { once } from "node:events"
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs"
import { createRequire } from "node:module"
import { join, resolve } from "node:path"

/**
 * Takes the pictures of docs/screenshots: each page of the admin, light and dark, from the demo.
 *
 * Uses the demo that runs in this folder, or starts one and ends it. The page's clock stands at the
 * latest event of the demo, so that a second run on the same data says "5 minutes ago" where the first did.
 */
const root = resolve(import.meta.dirname, "..")
const folder = join(root, "docs/screenshots")
const access = join(root, ".demo/access.json")
const VIEW = { width: 1280, height: 860 }
const QUALITY = 82

const require = createRequire(import.meta.url)
require("ts-node/register")
const { launchChromium } = require("../integration-tests/support/chromium")

async function startDemo() {
  if (existsSync(access)) return async () => undefined
  const demo = spawn(process.execPath, [join(root, "demo/index.mjs")], { stdio: ["ignore", "inherit", "inherit"] })
  while (!existsSync(access)) {
    if (demo.exitCode !== null) throw new Error("The demo did not start.")
    await new Promise((done) => setTimeout(done, 500))
  }
  return async () => {
    demo.kill("SIGINT")
    await once(demo, "exit")
  }
}

/** The admin API of the demo, as its admin. */
async function signIn({ backend, email, password }) {
  const send = async (path, { token, ...init } = {}) => {
    const headers = { "content-type": "application/json", ...(token ? { authorization: `Bearer ${token}` } : {}) }
    const answer = await fetch(backend + path, { ...init, headers })
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`)
    return answer.json()
  }
  const { token } = await send("/auth/user/emailpass", { method: "POST", body: JSON.stringify({ email, password }) })
  return (path) => send(path, { token })
}

/** Addresses of the pages, each with somebody or something in the demo that has much to show. */
async function pagesOf(get) {
  const { segments } = await get("/admin/audience/segments?limit=100&order=name")
  const { products } = await get("/admin/products?order=title&limit=1&fields=id")
  function named(name) {
    const found = segments.find((segment) => segment.name === name)
    if (!found) throw new Error(`The demo has no segment “${name}”.`)
    return found.id
  }
  const segment = named("Cart abandoners")
  const compared = ["Cart abandoners", "High-value purchasers", "One-time buyers", "Lapsed customers"].map(named)
  const { members } = await get(`/admin/audience/segments/${named("Repeat purchasers")}/members?order=-visit.sessions&limit=1`)
  const [person] = members
  return {
    "segments": "/segments",
    "templates": "/segments/templates",
    "rule-builder": "/segments/create?template=browsers_without_order",
    "overview": `/segments/${segment}`,
    "report": `/segments/${segment}/report`,
    "user-list": `/segments/${segment}/members`,
    "person": `/segments/people/${person.id}`,
    "compare": `/segments/compare?ids=${compared.join()}`,
    "cohorts": "/segments/cohorts",
    "settings": "/segments/settings",
    "health": "/segments/settings/health",
    "customer-widget": `/customers/${person.customer_id}`,
    "product-widget": `/products/${products[0].id}`,
  } // prettier-ignore
}

/** Opens a page and waits until nothing of it is on its way any more. */
async function settle(page, address) {
  await page.goto(address)
  await page.locator("main").waitFor()
  await page.waitForLoadState("networkidle")
  await page.locator("main .animate-pulse").first().waitFor({ state: "detached" })
  // Widgets stand below Medusa's own parts of the page.
  if (/\/(customers|products)\//.test(address)) await page.locator("main [role=region]").first().scrollIntoViewIfNeeded()
  // It blinks.
  await page.addStyleTag({ content: "* { caret-color: transparent !important }" })
  await page.waitForTimeout(600)
}

async function take(page, file) {
  const devtools = await page.context().newCDPSession(page)
  const { data } = await devtools.send("Page.captureScreenshot", { format: "webp", quality: QUALITY })
  await devtools.detach()
  const picture = Buffer.from(data, "base64")
  writeFileSync(join(folder, file), picture)
  return picture.length
}

async function main() {
  const endDemo = await startDemo()
  const browser = await launchChromium()
  try {
    const demo = JSON.parse(readFileSync(access, "utf8"))
    const get = await signIn(demo)
    const { recent_events: recent } = await get("/admin/audience/settings")
    const pages = await pagesOf(get)
    mkdirSync(folder, { recursive: true })
    let total = 0
    for (const theme of ["light", "dark"]) {
      const context = await browser.newContext({ viewport: VIEW, locale: "en-US", timezoneId: "Europe/Berlin", reducedMotion: "reduce" })
      await context.addInitScript((name) => localStorage.setItem("medusa_admin_theme", name), theme)
      const page = await context.newPage()
      await page.goto(`${demo.admin}/login`)
      await page.getByPlaceholder("Email").fill(demo.email)
      await page.getByPlaceholder("Password").fill(demo.password)
      await page.getByRole("button", { name: /continue/i }).click()
      await page.waitForURL((url) => !url.pathname.endsWith("/login"))
      if (recent[0]) await page.clock.setFixedTime(recent[0].at)
      for (const [name, address] of Object.entries(pages)) {
        await settle(page, demo.admin + address)
        const bytes = await take(page, `${name}-${theme}.webp`)
        total += bytes
        console.log(`${name}-${theme}.webp  ${Math.round(bytes / 1000)} kB`)
      }
      await context.close()
    }
    console.log(`${Math.round(total / 1000)} kB in all`)
  } finally {
    await browser.close()
    await endDemo()
  }
}

await main()
