import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { reconcile, runBackfill } from "../workflows/facts"

const RECENT_DAYS = 2
const DAY_MS = 86_400_000

let caughtUp = false

/**
 * Copies what the shop had before the plugin came, and what happened while no process was up.
 *
 * Runs shortly after each start, so that installing the plugin is all that a shop has to
 * do; afterwards it only looks whether somebody has asked for another backfill.
 */
export default async function catchUpFacts(container: MedusaContainer): Promise<void> {
  try {
    await runBackfill(container)
    if (caughtUp) return
    caughtUp = true
    await reconcile(container, new Date(Date.now() - RECENT_DAYS * DAY_MS))
  } catch (error) {
    // The next run goes on where this one stopped.
    container.resolve(ContainerRegistrationKeys.LOGGER).error(`audience: copying what the shop has failed: ${(error as Error).message}`)
  }
}

export const config = {
  name: "audience-catch-up-facts",
  schedule: { interval: 10_000, concurrency: "forbid" as const },
}
