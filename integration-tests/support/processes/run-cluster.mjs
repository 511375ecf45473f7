import { chmodSync, mkdtempSync, readFileSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { freePort, isServed, startPostgres } from "../postgres.mjs"

/**
 * A PostgreSQL of its own for a test that ends it: that of the other tests must go on. Does what its parent says, "start" or
 * the signal that ends the server, and answers the URL when that is done. What the server has answered as committed is kept.
 */
const folder = mkdtempSync(join(tmpdir(), "audience-cluster-"))
// It runs as another user where this process is root.
chmodSync(folder, 0o755)
const dataDir = join(folder, "data")
const port = await freePort()

async function end(signal) {
  process.kill(Number(readFileSync(join(dataDir, "postmaster.pid"), "utf8").split("\n")[0]), signal)
  while (await isServed(dataDir)) await new Promise((done) => setTimeout(done, 10))
}

process.on("message", async (what) => {
  if (what === "start") await startPostgres({ dataDir, port, durable: false, flags: ["-c", "synchronous_commit=on"] })
  else await end(what)
  process.send(`postgres://postgres:postgres@localhost:${port}/postgres`)
})
process.on("disconnect", async () => {
  if (await isServed(dataDir)) await end("SIGQUIT")
  rmSync(folder, { recursive: true, force: true })
  process.exit()
})
