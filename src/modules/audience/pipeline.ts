import type { Audience } from "./audience"
import { PipelineLock } from "./pipeline-lock"

export interface Pipeline {
  start(): void
  /** Lets the running round end, then gives the lock to another process. */
  stop(): Promise<void>
}

/** How long the loop rests, in milliseconds. */
export interface Pauses {
  /** Between rounds; also how soon a waiting process takes over. Bounds how stale a segment may be. */
  idle: number
  failure: number
  /** After so long without a word from the process that holds the lock another one takes over: it may be frozen, or its machine gone. */
  silence: number
}

const PAUSES: Pauses = { idle: 1000, failure: 3000, silence: 60_000 }
/** A round's time for imports: what is behind it, a visitor's events, waits no longer than that. */
const IMPORTS_MS = 500
/** A process that fails this often in a row lets another one try: the fault may be its own. */
const FAILURES_A_TURN = 3

/**
 * The background loop: identity's tasks, imports, the fold, the evaluator, once a second.
 *
 * Any number of Medusa processes may run it; one holds the lock and works, the others
 * wait to take over. A stage that fails stops neither the stages behind it nor the next
 * round: each resumes from its own queue.
 */
export function createPipeline(audience: Audience, pauses: Pauses = PAUSES): Pipeline {
  const lock = new PipelineLock(audience.database.pool, pauses.silence)
  let running: Promise<void> | null = null
  let stopping = false
  let wake = (): void => undefined

  const pause = (ms: number): Promise<void> =>
    new Promise((resolve) => {
      const timer = setTimeout(resolve, ms)
      wake = () => {
        clearTimeout(timer)
        resolve()
      }
    })

  /** Runs one stage; answers null when it failed. */
  async function attempt<Result>(stage: string, work: () => Promise<Result>): Promise<Result | null> {
    try {
      return await work()
    } catch (error) {
      if (!stopping) audience.log.error(`audience: ${stage} failed, trying again: ${(error as Error).message}`, error as Error)
      return null
    }
  }

  /** @returns "idle" when this process has nothing to do now, "busy" when more waits, "failed" when a stage failed */
  async function round(): Promise<"idle" | "busy" | "failed"> {
    const { held, gained } = await lock.hold()
    if (!held) return "idle"
    // What was kept from an earlier turn has missed the rounds of whoever had the lock meanwhile.
    if (gained) audience.membership.forget()
    const tasks = await attempt("identity", () => audience.identity.runTasks())
    const imports = await attempt("imports", () => audience.imports.work(IMPORTS_MS))
    const fold = await attempt("fold", () => audience.rollups.fold())
    const tick = await attempt("evaluation", () => audience.membership.tick())
    if (!tasks || !imports || !fold || !tick) return "failed"
    return fold.more || imports.more ? "busy" : "idle"
  }

  async function loop(): Promise<void> {
    let failures = 0
    while (!stopping) {
      const outcome = await attempt("background round", round)
      failures = outcome === "idle" || outcome === "busy" ? 0 : failures + 1
      if (outcome === "busy") continue
      // No outcome: the lock's own connection is gone.
      if (outcome === null || failures >= FAILURES_A_TURN) await lock.release()
      if (!stopping) await pause(outcome === "idle" ? pauses.idle : pauses.failure)
    }
    await lock.release()
  }

  return {
    start() {
      running ??= loop()
    },
    async stop() {
      stopping = true
      wake()
      await running
    },
  }
}
