import { readFileSync } from "node:fs"
import { join } from "node:path"
import { onDatabase } from "../../demo/database.mjs"
import { findPort } from "../../demo/ports.mjs"
import { buildTag, migrate, runInMedusa, startMedusa } from "../../demo/shop/medusa.mjs"
import { makeNoOpPlugin } from "./no-op.mjs"

const DATABASE = "bench_shop"

/** Boots a Medusa shop with the plugin on an empty database of its own, with a route beside it that does nothing. */
export async function startBenchShop({ folder, urlOf }) {
  await onDatabase(urlOf("postgres"), async (client) => {
    await client.query(`drop database if exists ${DATABASE} with (force)`)
    await client.query(`create database ${DATABASE}`)
  })
  const databaseUrl = urlOf(DATABASE)
  await buildTag()
  await migrate({ databaseUrl })
  const seedFile = join(folder, "shop.json")
  await runInMedusa({ script: "integration-tests/support/seed-shop.ts", args: [seedFile], databaseUrl })
  const { publishableKey, email, password } = JSON.parse(readFileSync(seedFile, "utf8"))
  const port = await findPort(9400, "Medusa")
  const backendUrl = `http://localhost:${port}`
  const medusa = await startMedusa({
    ...{ databaseUrl, port, backendUrl, storefrontUrl: "http://localhost:8000", admin: false, options: {} },
    env: { SHOP_PLUGINS: JSON.stringify([makeNoOpPlugin(folder)]) },
  })
  const login = await fetch(`${backendUrl}/auth/user/emailpass`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ email, password }),
  })
  const { token } = await login.json()
  return { backendUrl, databaseUrl, key: publishableKey, token, end: () => medusa.end() }
}
