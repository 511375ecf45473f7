import { rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"

export default async function globalTeardown() {
  if (!globalThis.__POSTGRES__) return
  await globalThis.__POSTGRES__.server.stop()
  rmSync(join(tmpdir(), `audience-test-${process.pid}`), { recursive: true, force: true })
}
