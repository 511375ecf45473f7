import type { PoolClient } from "pg"
import type { Audience } from "./audience"

/** Any two processes on one database agree on this number: the one that holds the lock folds and evaluates. */
const PIPELINE_LOCK = 7_326_001
const IDLE_PAUSE_MS = 1000
const FAILURE_PAUSE_MS = 3000

export interface Pipeline {
  start(): void
  /** Lets the running round end, then gives the lock back. */
  stop(): Promise<void>
}

/**
 * The background loop: identity's tasks, the fold, the evaluator, once a second.
 *
 * Any number of Medusa processes may run it; a session-level advisory lock lets one
 * work and the others wait to take over. The lock lives on a connection of its own,
 * so that PostgreSQL frees it when the process dies.
 */
export function createPipeline(audience: Audience): Pipeline {
  let running: Promise<void> | null = null
  let stopping = false
  let wake: (() => void) | null = null
  let lockHolder: PoolClient | null = null

  const pause = (ms: number): Promise<void> =>
    new Promise((resolve) => {
      const timer = setTimeout(resolve, ms)
      wake = () => {
        clearTimeout(timer)
        resolve()
      }
    })

  async function holdsLock(): Promise<boolean> {
    if (lockHolder) {
      await lockHolder.query("select 1")
      return true
    }
    const client = await audience.database.pool.connect()
    try {
      const { rows } = await client.query<{ locked: boolean }>("select pg_try_advisory_lock($1) as locked", [PIPELINE_LOCK])
      if (!rows[0]?.locked) {
        client.release()
        return false
      }
    } catch (error) {
      client.release(error as Error)
      throw error
    }
    // A connection that dies while idle emits an error; the next round notices and starts over.
    client.on("error", () => dropLock())
    lockHolder = client
    audience.membership.forget()
    return true
  }

  function dropLock(): void {
    lockHolder?.release(true)
    lockHolder = null
  }

  async function round(): Promise<boolean> {
    if (!(await holdsLock())) return false
    const changed = await audience.identity.runTasks()
    const fold = await audience.rollups.fold()
    const tick = await audience.membership.tick()
    return changed.length > 0 || fold.events > 0 || tick.changed > 0
  }

  async function loop(): Promise<void> {
    while (!stopping) {
      try {
        await round()
        if (!stopping) await pause(IDLE_PAUSE_MS)
      } catch (error) {
        if (stopping) break
        audience.log.error(`audience: background round failed, trying again: ${(error as Error).message}`, error as Error)
        dropLock()
        await pause(FAILURE_PAUSE_MS)
      }
    }
    dropLock()
  }

  return {
    start() {
      running ??= loop()
    },
    async stop() {
      stopping = true
      wake?.()
      await running
    },
  }
}
