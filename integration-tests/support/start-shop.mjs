import { createWriteStream, mkdirSync, readFileSync, rmSync } from "node:fs"
import { randomBytes } from "node:crypto"
import { join } from "node:path"
import pg from "pg"
import { hashOf } from "../../demo/shop/hash.mjs"
import { buildAdmin, buildTag, migrate, ROOT, runInMedusa, startMedusa } from "../../demo/shop/medusa.mjs"
import { startStorefront } from "../../demo/storefront/server.mjs"
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

/** Six seconds until a cart counts as abandoned; a zone with daylight saving that is not the machine's; a family of the shop's own. */
const OPTIONS = {
  ...{ cartAbandonedAfterMinutes: 0.1, timeZone: "Europe/Berlin", currency: "eur", metricsToken: "metrics-of-the-test-shop" },
  families: ["./docs/examples/loyalty/src/segment-families/loyalty"],
}

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

/**
 * Makes the migrated and seeded database that each run's shop is a copy of, unless one of the
 * present sources is there. What was seeded is kept as its comment: keys belong to one server's
 * database, and two servers may hold templates of the same sources.
 */
async function ensureTemplate(client) {
  const template = `shop_template_${hashOf(ROOT, SEED_SOURCES)}`
  await client.query("select pg_advisory_lock($1)", [SEED_LOCK])
  try {
    const seed = await seedOf(client, template)
    if (seed) return { template, seed }
    const unfinished = `${template}_unfinished`
    const file = join(CACHE, `${unfinished}_${process.pid}.json`)
    mkdirSync(CACHE, { recursive: true })
    await client.query(`drop database if exists ${unfinished} with (force)`)
    await client.query(`drop database if exists ${template} with (force)`)
    await client.query(`create database ${unfinished}`)
    await migrate({ databaseUrl: urlOf(unfinished) })
    await runInMedusa({ script: "integration-tests/support/seed-shop.ts", args: [file], databaseUrl: urlOf(unfinished) })
    await client.query(`comment on database ${unfinished} is ${client.escapeLiteral(readFileSync(file, "utf8"))}`)
    rmSync(file)
    await client.query(`alter database ${unfinished} rename to ${template}`)
    return { template, seed: await seedOf(client, template) }
  } finally {
    await client.query("select pg_advisory_unlock($1)", [SEED_LOCK])
  }
}

async function seedOf(client, template) {
  const { rows } = await client.query("select shobj_description(oid, 'pg_database') as seed from pg_database where datname = $1", [
    template,
  ])
  return rows[0]?.seed ? JSON.parse(rows[0].seed) : null
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
  const storefront = await startStorefront({ port: storefrontPort, backendUrl, publishableKey: seed.publishableKey })
  cleanUp.push(() => storefront.close())

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
