import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { COPIERS, type Copied } from "./copiers"

/** One checkout emits a dozen events about one cart: those of this time are one copy. */
const GATHER_MS = 300
const AT_ONCE = 100
const RETRY_MS = [1_000, 5_000, 20_000, 60_000, 300_000]

interface Queue {
  waiting: Set<string>
  running: boolean
  /** How often the copy of an id has failed in a row. */
  failures: Map<string, number>
}

const queues = new Map<Copied, Queue>()

/**
 * Copies these records from Medusa shortly, together with what else is asked for meanwhile.
 *
 * Answers at once, so that no event waits for our database. An id that comes in while its
 * copy runs is copied again afterwards: the last change is never lost. Medusa's local event
 * bus tries nothing twice, so a copy that fails (a database that restarts) is tried again
 * here; what still fails is logged and left to the nightly reconciliation.
 */
export function copySoon(container: MedusaContainer, kind: Copied, ids: string[]): void {
  const queue = queues.get(kind) ?? { waiting: new Set<string>(), running: false, failures: new Map<string, number>() }
  queues.set(kind, queue)
  for (const id of ids) queue.waiting.add(id)
  if (queue.running || queue.waiting.size === 0) return
  queue.running = true
  void drain(container, kind, queue)
}

async function drain(container: MedusaContainer, kind: Copied, queue: Queue): Promise<void> {
  await pause(GATHER_MS)
  while (queue.waiting.size > 0) {
    const ids = [...queue.waiting].slice(0, AT_ONCE)
    for (const id of ids) queue.waiting.delete(id)
    await copyOrRetry(container, kind, queue, ids)
  }
  queue.running = false
}

async function copyOrRetry(container: MedusaContainer, kind: Copied, queue: Queue, ids: string[]): Promise<void> {
  try {
    await COPIERS[kind](container, ids)
    for (const id of ids) queue.failures.delete(id)
  } catch (error) {
    const [only] = ids
    if (only === undefined || ids.length > 1) {
      // One record that cannot be copied must not hold up the others.
      for (const id of ids) await copyOrRetry(container, kind, queue, [id])
      return
    }
    const logger = container.resolve(ContainerRegistrationKeys.LOGGER)
    const failures = queue.failures.get(only) ?? 0
    const delay = RETRY_MS[failures]
    const what = `audience: ${kind} ${only} could not be copied`
    if (delay === undefined) {
      queue.failures.delete(only)
      logger.error(`${what} and waits for the nightly reconciliation: ${(error as Error).message}`)
      return
    }
    queue.failures.set(only, failures + 1)
    logger.warn(`${what}, trying again in ${delay / 1000} s: ${(error as Error).message}`)
    setTimeout(() => copySoon(container, kind, [only]), delay).unref()
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
