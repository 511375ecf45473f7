import { createWriteStream, mkdirSync, readFileSync, rmSync } from "node:fs"
import { join } from "node:path"
import { endLeftOver, onDatabase, startDatabase } from "./database.mjs"
import { HOME, migrationHashes, readNote, removeAccess, reset, writeAccess, writeNote } from "./kept.mjs"
import { sendLastDay } from "./history/send-last-day.mjs"
import { findPort } from "./ports.mjs"
import { adminIsBuilt, buildAdmin, buildTag, migrate, runInMedusa, startMedusa } from "./shop/medusa.mjs"
import { startStorefront } from "./storefront/server.mjs"

const DATA = join(HOME, "postgres")

/**
 * Brings the demo up and resolves to an error when something that must run has ended by itself.
 *
 * @param {{ options: ReturnType<typeof import("./options.mjs").parseOptions>, progress: ReturnType<typeof import("./progress.mjs").createProgress>, onEnd: (close: () => Promise<void>) => void }} demo
 */
export async function run({ options, progress, onEnd }) {
  removeAccess()
  onEnd(async () => removeAccess())
  if (options.reset) {
    await endLeftOver(DATA)
    reset()
    progress.line("  ✓ Earlier data removed")
  }
  mkdirSync(HOME, { recursive: true })

  const tell = (text) => progress.line(`  ! ${text}`)
  const port = await findPort(options.port, "the backend", { tell })
  const storefrontPort = await findPort(options.storefrontPort, "the storefront", { taken: [port], tell })
  const backendUrl = `http://localhost:${port}`
  const storefrontUrl = `http://localhost:${storefrontPort}`
  const pluginOptions = { timeZone: "Europe/Berlin", currency: "eur", cartAbandonedAfterMinutes: options.abandonedAfter }

  const { server, urlOf } = await startDatabase(DATA)
  onEnd(() => server.end())
  const database = options.empty ? "shop_empty" : "shop"
  const databaseUrl = urlOf(database)

  // Two things that take long and need nothing of each other. The first fault ends the demo.
  const [note] = await Promise.all([
    prepareDatabase({ database, databaseUrl, serverUrl: urlOf("postgres"), storefrontUrl, options, pluginOptions, progress }),
    prepareAdmin(progress),
  ])

  const log = createWriteStream(join(HOME, "medusa.log"))
  let medusa
  await progress.phase("Starting Medusa", async () => {
    medusa = await startMedusa({
      ...{ databaseUrl, port, backendUrl, storefrontUrl, admin: true, options: pluginOptions },
      onLine: (line) => log.write(`${line}\n`),
    })
    return "Medusa started"
  })
  const storefront = await startStorefront({ port: storefrontPort, backendUrl, publishableKey: note.shop.publishableKey })
  onEnd(() => storefront.close())
  onEnd(() => medusa.end())

  const { pending, ...finished } = note
  if (pending) {
    await progress.phase("The visitors of the last day", (update) => sendLastDay({ backendUrl, shop: note.shop, visits: pending, update }))
    writeNote(database, finished)
  }

  const { email, password, publishableKey } = note.shop
  writeAccess({ backend: backendUrl, admin: `${backendUrl}/app`, storefront: storefront.url, email, password, publishableKey, databaseUrl })
  progress.line(farewell({ backendUrl, storefrontUrl: storefront.url, email, password, options, seconds: progress.total() }))

  return Promise.race([
    medusa.exited.then((how) => new Error(`Medusa ended by itself (${how}). Its last lines:\n${medusa.lastLines()}`)),
    server.exited.then((how) => new Error(`PostgreSQL ended by itself (${how}). Its last lines:\n${server.lastLines()}`)),
  ])
}

async function prepareAdmin(progress) {
  await buildTag()
  if (adminIsBuilt()) return
  await progress.phase("Building the admin", async () => {
    await buildAdmin()
    return "Admin built"
  })
}

/** The shop's database, complete: kept from an earlier run, or made now. Returns the note about it. */
async function prepareDatabase({ database, databaseUrl, serverUrl, storefrontUrl, options, pluginOptions, progress }) {
  const kept = readNote(database)
  const migrations = migrationHashes()
  if (kept) {
    const changed = Object.keys(kept.migrations).filter((file) => kept.migrations[file] !== migrations[file])
    if (changed.length > 0) {
      throw new Error(
        `${changed.join(", ")} changed since the demo's data was made, and migrations run once: start over with npm run demo -- --reset`
      )
    }
    if (Object.keys(migrations).some((file) => !(file in kept.migrations))) {
      await progress.phase("Migrating the kept database", () => migrate({ databaseUrl }))
      writeNote(database, { ...kept, migrations })
    }
    progress.line(`  ✓ Kept data: ${kept.summary}`)
    return kept
  }

  // Whatever is there was interrupted on its way.
  await onDatabase(serverUrl, async (client) => {
    await client.query(`drop database if exists ${database} with (force)`)
    await client.query(`create database ${database}`)
    // Nothing made now is missed after a crash: it would be made anew.
    await client.query(`alter database ${database} set synchronous_commit = off`)
  })
  await progress.phase("Migrating the database", async () => {
    await migrate({ databaseUrl })
    return "Database migrated"
  })
  const resultFile = join(HOME, "filled.json")
  await progress.phase(options.empty ? "Creating the shop" : "Creating the shop and its history", async (update) => {
    await runInMedusa({
      script: "demo/fill.ts",
      args: [options.empty ? "empty" : "history", resultFile],
      databaseUrl,
      env: { AUDIENCE_OPTIONS: JSON.stringify(pluginOptions), STOREFRONT_URL: storefrontUrl },
      onLine: (line) => {
        if (line.startsWith("progress ")) update(line.slice("progress ".length))
        else if (line.startsWith("done ")) progress.line(`  ✓ ${line.slice("done ".length)}`)
      },
    })
    return JSON.parse(readFileSync(resultFile, "utf8")).summary
  })
  await onDatabase(serverUrl, (client) => client.query(`alter database ${database} reset synchronous_commit`))
  const note = { migrations, ...JSON.parse(readFileSync(resultFile, "utf8")) }
  rmSync(resultFile)
  if (!note.pending) writeNote(database, note)
  return note
}

const farewell = ({ backendUrl, storefrontUrl, email, password, options, seconds }) => `
Ready after ${seconds} s.

  Admin        ${backendUrl}/app/segments
               ${email} · ${password}
  Storefront   ${storefrontUrl}

A cart counts as abandoned after ${options.abandonedAfter * 60} seconds here. Ctrl-C ends the demo; its data is kept.`
