import { existsSync, mkdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import pg from "pg"
import { isServed } from "../integration-tests/support/postgres.mjs"
import { findPort } from "./ports.mjs"
import { ROOT } from "./shop/medusa.mjs"
import { startProgram } from "./shop/processes.mjs"

const PREFERRED_PORT = 55432

/** Starts the PostgreSQL whose data lies in `dataDir` and resolves to the URL of a database name. */
export async function startDatabase(dataDir) {
  mkdirSync(join(dataDir, ".."), { recursive: true })
  await endLeftOver(dataDir)
  const port = await findPort(PREFERRED_PORT, "PostgreSQL")
  let isReady
  const ready = new Promise((done) => (isReady = done))
  const server = startProgram({
    name: "PostgreSQL",
    args: [join(import.meta.dirname, "postgres.mjs"), dataDir, String(port)],
    cwd: ROOT,
    onLine: (line) => line === "ready" && isReady(),
  })
  await Promise.race([
    ready,
    server.exited.then(() => {
      throw new Error(`PostgreSQL did not start:\n${server.lastLines()}`)
    }),
  ])
  return { server, urlOf: (database) => `postgres://postgres:postgres@localhost:${port}/${database}` }
}

/** Ends the server of an earlier demo that was killed: its data directory is ours alone. */
export async function endLeftOver(dataDir) {
  const file = join(dataDir, "postmaster.pid")
  if (!(await isServed(dataDir))) return
  process.kill(Number(readFileSync(file, "utf8").split("\n")[0]), "SIGINT")
  while (existsSync(file)) await new Promise((done) => setTimeout(done, 100))
}

/** Runs statements on a database. */
export async function onDatabase(url, work) {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}
