import { execFileSync, spawn } from "node:child_process"
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { join, resolve } from "node:path"
import { freePort, startPostgres } from "../integration-tests/support/postgres.mjs"

/**
 * What npm gives to a shop is what we tested: packs the plugin, installs the tarball into an
 * empty Medusa shop of its own, migrates, builds, starts, and asks for an admin route, the
 * tag, an accepted event and an admin page.
 */
const root = resolve(import.meta.dirname, "..")
const host = join(root, ".cache", "package-host")
const manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8"))
const LOGIN = { email: "admin@package.test", password: "supersecret" }
let postgres
let shop

const step = (text) => console.log(`${new Date().toISOString().slice(11, 19)} ${text}`)
const run = (command, args, cwd, env = {}) =>
  execFileSync(command, args, {
    cwd,
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "inherit"],
    encoding: "utf8",
    maxBuffer: 1 << 28,
  })

function expect(condition, what) {
  if (!condition) throw new Error(`package check failed: ${what}`)
  step(`ok: ${what}`)
}

async function main() {
  step("packing")
  // The build prints what it likes; packing alone answers with nothing but JSON.
  run("npm", ["run", "build", "--silent"], root)
  const [packed] = JSON.parse(run("npm", ["pack", "--json", "--silent", "--ignore-scripts"], root))
  rmSync(host, { recursive: true, force: true })
  mkdirSync(join(host, "src"), { recursive: true })
  cpSync(join(root, packed.filename), join(host, "plugin.tgz"))
  rmSync(join(root, packed.filename))

  const versionOf = (name) => manifest.devDependencies[name]
  const shared = [
    "@medusajs/admin-sdk",
    "@medusajs/cli",
    "@medusajs/framework",
    "@medusajs/icons",
    "@medusajs/js-sdk",
    "@medusajs/medusa",
    "@medusajs/ui",
  ]
  const plain = [
    "@swc/core",
    "@tanstack/react-query",
    "react",
    "react-dom",
    "react-i18next",
    "react-router-dom",
    "ts-node",
    "typescript",
    "ajv",
  ]
  writeFileSync(
    join(host, "package.json"),
    JSON.stringify({
      name: "package-host",
      private: true,
      dependencies: {
        ...Object.fromEntries([...shared, ...plain].map((name) => [name, versionOf(name)])),
        [manifest.name]: "file:./plugin.tgz",
      },
    })
  )
  writeFileSync(
    join(host, "medusa-config.ts"),
    `import { defineConfig } from "@medusajs/framework/utils"
module.exports = defineConfig({
  projectConfig: {
    databaseUrl: process.env.DATABASE_URL,
    cookieOptions: { secure: false, sameSite: "lax" },
    http: { storeCors: "http://localhost:8000", adminCors: process.env.BACKEND_URL ?? "", authCors: process.env.BACKEND_URL ?? "", jwtSecret: "supersecret", cookieSecret: "supersecret" },
  },
  modules: [{ resolve: "./src/modules/loyalty" }],
  plugins: [{ resolve: "${manifest.name}", options: { timeZone: "Europe/Berlin", currency: "eur", families: ["./src/segment-families/loyalty"] } }],
})
`
  )
  // The example of a family from outside, as a shop would have it.
  cpSync(join(root, "docs", "examples", "loyalty", "src"), join(host, "src"), { recursive: true })
  const { compilerOptions, ...config } = JSON.parse(readFileSync(join(root, "tsconfig.json"), "utf8"))
  const { paths: _, ...options } = compilerOptions
  writeFileSync(join(host, "tsconfig.json"), JSON.stringify({ ...config, compilerOptions: { ...options, types: ["node"] } }))
  step("installing into an empty shop")
  run("npm", ["install", "--prefer-offline", "--no-audit", "--no-fund", "--silent"], host)

  postgres = await startPostgres({ dataDir: join(host, "postgres"), port: await freePort(), durable: false })
  const port = await freePort()
  const backend = `http://localhost:${port}`
  const env = { DATABASE_URL: postgres.url.replace(/postgres$/, "package"), BACKEND_URL: backend, PORT: String(port), LOG_LEVEL: "warn" }
  await postgres.server.createDatabase("package")
  const medusa = join(host, "node_modules", ".bin", "medusa")
  step("migrating")
  run(medusa, ["db:generate", "loyalty"], host, env)
  run(medusa, ["db:migrate", "--execute-safe-links", "--execute-safe-search"], host, env)
  run(medusa, ["user", "-e", LOGIN.email, "-p", LOGIN.password], host, env)
  step("building the shop with its admin")
  run(medusa, ["build"], host, env)
  step("starting")
  const built = join(host, ".medusa", "app")
  shop = spawn(medusa, ["start"], {
    cwd: built,
    env: { ...process.env, ...env, NODE_ENV: "production" },
    detached: true,
    stdio: ["ignore", "ignore", "inherit"],
  })
  let alive = true
  shop.once("exit", () => (alive = false))
  for (;;) {
    if (!alive) throw new Error("package check failed: the shop ended while starting")
    if (
      await fetch(`${backend}/health`)
        .then((answer) => answer.ok)
        .catch(() => false)
    )
      break
    await new Promise((done) => setTimeout(done, 300))
  }

  const json = { "content-type": "application/json" }
  const { token } = await (
    await fetch(`${backend}/auth/user/emailpass`, { method: "POST", headers: json, body: JSON.stringify(LOGIN) })
  ).json()
  const headers = { ...json, authorization: `Bearer ${token}` }
  const created = await fetch(`${backend}/admin/audience/segments`, {
    method: "POST",
    headers,
    body: JSON.stringify({ name: "Viewers", rule: { match: "all", rules: [{ field: "behavior.page_views", operator: "gte", value: 1 }] } }),
  })
  expect(created.ok, `an admin route creates a segment (${created.status})`)
  const previewed = await fetch(`${backend}/admin/audience/segments/preview`, {
    method: "POST",
    headers,
    body: JSON.stringify({ rule: { field: "loyalty.balance", operator: "gte", value: 100 } }),
  })
  expect(previewed.ok && (await previewed.json()).count === 0, `a family from outside answers a preview (${previewed.status})`)
  const tag = await fetch(`${backend}/audience/tag.js`)
  expect(tag.ok && (await tag.text()).includes("page_viewed"), "the tag is served")

  const { api_key: key } = await (
    await fetch(`${backend}/admin/api-keys`, {
      method: "POST",
      headers,
      body: JSON.stringify({ title: "Storefront", type: "publishable" }),
    })
  ).json()
  const id = (n) => `01900000-0000-7000-8000-00000000000${n}`
  const collected = await fetch(`${backend}/audience/collect`, {
    method: "POST",
    headers: {
      "content-type": "text/plain",
      "user-agent": "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36",
    },
    body: JSON.stringify({
      key: key.token,
      visitor: id(1),
      sent_at: new Date().toISOString(),
      events: [{ id: id(2), name: "page_viewed", at: new Date().toISOString(), session: id(3), url: "https://shop.test/" }],
    }),
  })
  expect(collected.status === 202, `an event is accepted (${collected.status})`)
  const { segment } = await created.json()
  for (;;) {
    const now = (await (await fetch(`${backend}/admin/audience/segments/${segment.id}`, { headers })).json()).segment
    if (now.members_count === 1) break
    await new Promise((done) => setTimeout(done, 500))
  }
  expect(true, "its visitor becomes a member")
  await lookAtPage(backend)
}

async function lookAtPage(backend) {
  const executablePath = [process.env.CHROMIUM_PATH, "/usr/bin/chromium", "/usr/bin/google-chrome"].find((path) => path && existsSync(path))
  if (!executablePath) throw new Error("package check failed: no Chromium to look at an admin page with; install one or set CHROMIUM_PATH")
  const { chromium } = await import("playwright-core")
  const browser = await chromium.launch({
    executablePath,
    args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking"],
  })
  try {
    const page = await browser.newPage()
    await page.goto(`${backend}/app/login`)
    await page.locator("input[name=email]").fill(LOGIN.email)
    await page.locator("input[name=password]").fill(LOGIN.password)
    await page.locator("button[type=submit]").click()
    await page.waitForURL((url) => !url.pathname.endsWith("/login"))
    await page.goto(`${backend}/app/segments`)
    await page.getByText("Viewers").first().waitFor()
    expect(true, "the admin shows the page Segments with the segment in it")
  } finally {
    await browser.close()
  }
}

async function end() {
  if (shop?.pid) {
    try {
      process.kill(-shop.pid, "SIGTERM")
    } catch {
      // It has ended already.
    }
  }
  await postgres?.server.stop()
}

let status = 0
try {
  await main()
  step("the package works in an empty shop")
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  status = 1
}
await end()
rmSync(host, { recursive: true, force: true })
process.exit(status)
