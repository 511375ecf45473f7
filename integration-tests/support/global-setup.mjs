import { tmpdir } from "node:os"
import { join } from "node:path"
import { freePort, startPostgres } from "./postgres.mjs"

/** Starts the tests' PostgreSQL, unless TEST_POSTGRES_URL names a running one. */
export default async function globalSetup() {
  if (process.env.TEST_POSTGRES_URL) return
  const port = await freePort()
  const postgres = await startPostgres({ dataDir: join(tmpdir(), `audience-test-${process.pid}`, "data"), port, durable: false })
  process.env.TEST_POSTGRES_URL = postgres.url
  globalThis.__POSTGRES__ = postgres
}
