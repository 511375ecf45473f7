import { rmSync } from "node:fs"
import { join, resolve } from "node:path"
import { tmpdir } from "node:os"
import { freePort, isServed, startPostgres } from "./postgres.mjs"

const KEPT = resolve(import.meta.dirname, "../../.cache/postgres")

/**
 * Starts the tests' PostgreSQL, unless TEST_POSTGRES_URL names a running one.
 *
 * Its data is kept under .cache/: the templates that test databases are copied from
 * are then made once, not in every run. A second run at the same time gets data of its own.
 */
export async function startTestPostgres(cleanUp) {
  if (process.env.TEST_POSTGRES_URL) return
  const shared = !(await isServed(KEPT))
  const dataDir = shared ? KEPT : join(tmpdir(), `audience-test-${process.pid}`, "data")
  const start = async () => startPostgres({ dataDir, port: await freePort(), durable: false })
  let postgres
  try {
    postgres = await start()
  } catch (error) {
    // Without fsync a machine that went down may leave data that cannot be opened: nobody misses it.
    rmSync(dataDir, { recursive: true, force: true })
    postgres = await start().catch(() => {
      throw error
    })
  }
  cleanUp.push(async () => {
    await postgres.server.stop()
    if (!shared) rmSync(join(dataDir, ".."), { recursive: true, force: true })
  })
  process.env.TEST_POSTGRES_URL = postgres.url
}
