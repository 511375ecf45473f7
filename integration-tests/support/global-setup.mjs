import globalTeardown from "./global-teardown.mjs"
import { startShop } from "./start-shop.mjs"
import { startTestPostgres } from "./test-postgres.mjs"

/**
 * Runs last, after each selected project has said what it needs (see needs-*.mjs):
 * unit tests start nothing, module tests a PostgreSQL, HTTP and browser tests a shop.
 */
export default async function globalSetup() {
  const needs = globalThis.__NEEDS__ ?? new Set()
  if (needs.size === 0) return
  const cleanUp = (globalThis.__CLEAN_UP__ = [])
  try {
    await startTestPostgres(cleanUp)
    if (needs.has("shop")) await startShop({ admin: needs.has("admin"), cleanUp })
  } catch (error) {
    // Jest runs no teardown after a set-up that failed.
    await globalTeardown()
    throw error
  }
}
