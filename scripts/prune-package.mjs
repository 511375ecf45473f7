import { rmSync } from "node:fs"
import { join, resolve } from "node:path"

// The admin's bundler copies the root's public/ folder, where a demo or test run keeps the
// whole dashboard of the host shop, next to our extensions. It is no part of the plugin.
const server = join(resolve(import.meta.dirname, ".."), ".medusa", "server")
for (const copied of ["src/admin/admin", "demo", "integration-tests", "benchmarks", "medusa-config.js", "medusa-config.d.ts"]) {
  rmSync(join(server, copied), { recursive: true, force: true })
}
