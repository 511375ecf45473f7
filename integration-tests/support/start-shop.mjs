import { createWriteStream, existsSync, mkdirSync, readFileSync } from "node:fs"
import { randomBytes } from "node:crypto"
import { join } from "node:path"
import pg from "pg"
import { hashOf } from "../../demo/shop/hash.mjs"
import { buildAdmin, buildTag, migrate, ROOT, runInMedusa, startMedusa } from "../../demo/shop/medusa.mjs"
import { freePort } from "./postgres.mjs"

const CACHE = join(ROOT, ".cache")
const SEED_SOURCES = [
  "migrations",
  "package-lock.json",
  "demo/shop/seed.ts",
  "demo/shop/thumbnail.ts",
  "integration-tests/support/seed-shop.ts",
]
const SEED_LOCK = 43

/** Six seconds until a cart counts as abandoned; a zone with daylight saving that is not the machine's. */
const OPTIONS = { cartAbandonedAfterMinutes: 0.1, timeZone: "Europe/Berlin", currency: "eur" }

const urlOf = (database) => process.env.TEST_POSTGRES_URL.replace(/\/[^/]*$/, `/${database}`)

async function onServer(work) {
  const client = new pg.Client({ connectionString: process.env.TEST_POSTGRES_URL })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

/** Makes the migrated and seeded database that each run's shop is a copy of, unless one of the present sources is there. */
async function ensureTemplate(client) {
  const hash = hashOf(ROOT, SEED_SOURCES)
  const template = `shop_template_${hash}`
  const seedFile = join(CACHE, `${template}.json`)
  mkdirSync(CACHE, { recursive: true })
  await client.query("select pg_advisory_lock($1)", [SEED_LOCK])
  try {
    const { rowCount } = await client.query("select 1 from pg_database where datname = $1", [template])
    if (!rowCount || !existsSync(seedFile)) {
      const unfinished = `${template}_unfinished`
      await client.query(`drop database if exists ${unfinished} with (force)`)
      await client.query(`drop database if exists ${template} with (force)`)
      await client.query(`create database ${unfinished}`)
      await migrate({ databaseUrl: urlOf(unfinished) })
      await runInMedusa({ script: "integration-tests/support/seed-shop.ts", args: [seedFile], databaseUrl: urlOf(unfinished) })
      await client.query(`alter database ${unfinished} rename to ${template}`)
    }
    return { template, seed: JSON.parse(readFileSync(seedFile, "utf8")) }
  } finally {
    await client.query("select pg_advisory_unlock($1)", [SEED_LOCK])
  }
}

/** The storefront's server; the shop works without it while it is not there. */
async function startStorefrontOf({ port, backendUrl, publishableKey }) {
  const file = join(ROOT, "demo/storefront/server.mjs")
  if (!existsSync(file)) return null
  const { startStorefront } = await import(file)
  return startStorefront({ port, backendUrl, publishableKey })
}

/**
 * Boots the one shop that all HTTP and browser suites of a run share, and leaves what
 * they need to know in the environment, where support/shop.ts finds it.
 */
export async function startShop({ admin, cleanUp }) {
  const database = `shop_${randomBytes(6).toString("hex")}`
  const [port, storefrontPort] = [await freePort(), await freePort()]
  const backendUrl = `http://localhost:${port}`
  const storefrontUrl = `http://localhost:${storefrontPort}`

  await buildTag()
  if (admin) await buildAdmin()
  const seed = await onServer(async (client) => {
    const { template, seed } = await ensureTemplate(client)
    await client.query(`create database ${database} template ${template}`)
    return seed
  })
  cleanUp.push(() => onServer((client) => client.query(`drop database ${database} with (force)`)))

  const logFile = join(CACHE, "test-shop.log")
  const log = createWriteStream(logFile)
  const medusa = await startMedusa({
    ...{ databaseUrl: urlOf(database), port, backendUrl, storefrontUrl, admin, options: OPTIONS },
    onLine: (line) => log.write(`${line}\n`),
  })
  cleanUp.push(() => medusa.end())
  const storefront = await startStorefrontOf({ port: storefrontPort, backendUrl, publishableKey: seed.publishableKey })
  if (storefront) cleanUp.push(() => storefront.close())

  process.env.TEST_SHOP = JSON.stringify({
    ...{ ...seed, backendUrl, storefrontUrl, logFile, databaseUrl: urlOf(database), options: OPTIONS, hasAdmin: admin },
    adminToken: await adminToken(backendUrl, seed),
  })
}

async function adminToken(backendUrl, { email, password }) {
  const answer = await fetch(`${backendUrl}/auth/user/emailpass`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ email, password }),
  })
  if (!answer.ok) throw new Error(`The test shop's admin cannot log in: ${answer.status} ${await answer.text()}`)
  return (await answer.json()).token
}
