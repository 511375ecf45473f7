import { mkdirSync, writeFileSync } from "node:fs"
import { join } from "node:path"

const ROUTE = `exports.POST = (req, res) => {
  req.resume()
  req.on("end", () => res.writeHead(202, { "content-type": "application/json" }).end("{}"))
}
exports.GET = (_req, res) => res.writeHead(200, { "content-type": "application/json" }).end("{}")
`
// Like ours it reads the body itself: the parser of Medusa would be work that only one side does.
const MIDDLEWARES = `exports.default = { routes: [{ matcher: "/no-op", methods: ["POST"], bodyParser: false }] }
`

/**
 * Makes a plugin whose only route does nothing: what Medusa itself costs. It exists for the benchmark
 * alone, beside its data. Answers its folder, for Medusa's list of plugins.
 */
export function makeNoOpPlugin(folder) {
  const plugin = join(folder, "no-op-plugin")
  const api = join(plugin, ".medusa/server/src/api")
  mkdirSync(join(api, "no-op"), { recursive: true })
  writeFileSync(join(plugin, "package.json"), JSON.stringify({ name: "no-op-plugin", version: "1.0.0" }))
  writeFileSync(join(api, "no-op/route.js"), ROUTE)
  writeFileSync(join(api, "middlewares.js"), MIDDLEWARES)
  return plugin
}
