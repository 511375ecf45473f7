import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs"
import { join, resolve } from "node:path"
import { hashOf } from "./hash.mjs"
import { withLock } from "./lock.mjs"
import { runProgram, startProgram } from "./processes.mjs"

/** The repository, which is at once the plugin and the shop that runs it. */
export const ROOT = resolve(import.meta.dirname, "../..")
const CLI = join(ROOT, "node_modules/@medusajs/cli/cli.js")
/** Arguments of node for one of Medusa's commands. */
const medusa = (...args) => ["--enable-source-maps", "--require", join(import.meta.dirname, "end-with-parent.cjs"), CLI, ...args]
const ADMIN_SOURCES = ["admin", "src/admin", "src/contract", "package-lock.json", "medusa-config.ts"]
const ADMIN_BUNDLE = join(ROOT, "public/admin")
const ADMIN_STAMP = join(ROOT, "public/admin.hash")

const QUIET = { MEDUSA_DISABLE_TELEMETRY: "true", BROWSER: "none", FORCE_COLOR: "0" }

/** Builds the tag that `/audience/tag.js` serves. */
export async function buildTag() {
  await runProgram({ name: "scripts/build-tag.mjs", args: [join(ROOT, "scripts/build-tag.mjs")], cwd: ROOT, env: QUIET })
}

/** Brings the database's schema up to date: Medusa's and ours. */
export async function migrate({ databaseUrl }) {
  await runProgram({
    name: "medusa db:migrate",
    // Without these Medusa asks on the terminal and waits for ever.
    args: medusa("db:migrate", "--execute-safe-links", "--execute-safe-search"),
    cwd: ROOT,
    env: { ...QUIET, DATABASE_URL: databaseUrl, DISABLE_ADMIN: "true" },
  })
}

/** Runs a script of ours inside a booted Medusa; `onLine` gets what it prints. */
export async function runInMedusa({ script, args = [], databaseUrl, env = {}, onLine }) {
  await runProgram({
    name: script,
    args: medusa("exec", script, ...args),
    cwd: ROOT,
    env: { ...QUIET, DATABASE_URL: databaseUrl, DISABLE_ADMIN: "true", LOG_LEVEL: "warn", NODE_ENV: "production", ...env },
    onLine,
  })
}

/** Whether the admin's bundle is there and made of the present sources. */
export function adminIsBuilt() {
  return existsSync(join(ADMIN_BUNDLE, "index.html")) && existsSync(ADMIN_STAMP) && readFileSync(ADMIN_STAMP, "utf8") === adminHash()
}

const adminHash = () => hashOf(ROOT, ADMIN_SOURCES)

/** Bundles the admin unless that was done for the present sources. It lands where Medusa serves it from: `public/admin`. */
export async function buildAdmin() {
  // The demo and the tests may want it at the same time, and Medusa builds into one fixed folder.
  await withLock(join(ROOT, ".cache/admin.lock"), async () => {
    if (adminIsBuilt()) return
    const hash = adminHash()
    await runProgram({
      name: "medusa build --admin-only",
      args: medusa("build", "--admin-only", "--no-lint"),
      cwd: ROOT,
      env: { ...QUIET, DATABASE_URL: "postgres://localhost/unused", NODE_ENV: "production" },
    })
    rmSync(ADMIN_BUNDLE, { recursive: true, force: true })
    mkdirSync(join(ROOT, "public"), { recursive: true })
    renameSync(join(ROOT, ".medusa/admin"), ADMIN_BUNDLE)
    writeFileSync(ADMIN_STAMP, hash)
  })
}

/**
 * Starts Medusa from the sources and resolves when it answers.
 *
 * @param {{ databaseUrl: string, port: number, backendUrl: string, storefrontUrl: string, admin: boolean, options: object, env?: Record<string, string>, onLine?: (line: string) => void }} shop
 *   `options` are the plugin's; `admin` needs {@link buildAdmin} before.
 */
export async function startMedusa({ databaseUrl, port, backendUrl, storefrontUrl, admin, options, env = {}, onLine }) {
  const handle = startProgram({
    name: "Medusa",
    args: medusa("start", "--port", String(port)),
    cwd: ROOT,
    env: {
      ...QUIET,
      NODE_ENV: "production",
      LOG_LEVEL: "warn",
      DATABASE_URL: databaseUrl,
      BACKEND_URL: backendUrl,
      STOREFRONT_URL: storefrontUrl,
      AUDIENCE_OPTIONS: JSON.stringify(options),
      DISABLE_ADMIN: String(!admin),
      ...env,
    },
    onLine,
  })
  while (handle.alive()) {
    const ready = await fetch(`${backendUrl}/health`).then(
      (answer) => answer.ok,
      () => false
    )
    if (ready) return handle
    await new Promise((done) => setTimeout(done, 150))
  }
  throw new Error(`Medusa did not start:\n${handle.lastLines()}`)
}
