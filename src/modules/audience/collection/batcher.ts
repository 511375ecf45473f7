import type { PendingRequest, Written } from "./write-batch"

/** Requests wait here at most; beyond it the answer is "later" instead of memory without end. */
const MAX_QUEUED_EVENTS = 20_000
/** Small enough that a batch commits within a fraction of a second. */
const MAX_BATCH_EVENTS = 5_000
const RETRIES = 3

/** The database cannot take events now; the browser shall send them again. */
export class Unavailable extends Error {}

interface Waiting {
  request: PendingRequest
  resolve(written: Written): void
  reject(error: unknown): void
}

/**
 * Group commit: one batch is written at a time, and what arrives meanwhile is the next one.
 * No timer: a lone request is written at once, and under load batches grow by themselves.
 */
export class Batcher {
  private waiting: Waiting[] = []
  private queued = 0
  private running: Promise<void> | null = null

  constructor(private readonly write: (requests: PendingRequest[]) => Promise<Written[]>) {}

  get full(): boolean {
    return this.queued >= MAX_QUEUED_EVENTS
  }

  /**
   * Resolves after the request's events are committed.
   *
   * @throws Unavailable when they are not, and could be when they are sent again
   */
  add(request: PendingRequest): Promise<Written> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ request, resolve, reject })
      this.queued += request.events.length
      this.running ??= this.run().finally(() => (this.running = null))
    })
  }

  /** Resolves when nothing waits. */
  async drain(): Promise<void> {
    while (this.running) await this.running
  }

  private async run(): Promise<void> {
    // Lets the requests that arrived in the same turn of the event loop into the first batch.
    await new Promise(setImmediate)
    while (this.waiting.length > 0) await this.settle(this.take())
  }

  private take(): Waiting[] {
    let events = 0
    let count = 0
    for (const { request } of this.waiting) {
      if (count > 0 && events + request.events.length > MAX_BATCH_EVENTS) break
      events += request.events.length
      count++
    }
    this.queued -= events
    return this.waiting.splice(0, count)
  }

  private async settle(batch: Waiting[]): Promise<void> {
    try {
      const written = await this.writeWithRetries(batch.map(({ request }) => request))
      batch.forEach(({ resolve, reject }, index) => {
        const own = written[index]
        if (own) resolve(own)
        else reject(new Error("a batch answered fewer requests than it had"))
      })
    } catch (error) {
      if (!isFaultOfData(error)) {
        const unavailable = new Unavailable((error as Error).message, { cause: error })
        for (const { reject } of batch) reject(unavailable)
      } else if (batch.length === 1) {
        batch[0]?.reject(error)
      } else {
        // One request's data must not cost the others theirs.
        for (const one of batch) await this.settle([one])
      }
    }
  }

  private async writeWithRetries(requests: PendingRequest[]): Promise<Written[]> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.write(requests)
      } catch (error) {
        if (attempt === RETRIES || !isConflict(error)) throw error
      }
    }
  }
}

function sqlState(error: unknown): string {
  const { code } = error as { code?: unknown }
  return typeof code === "string" && code.length === 5 ? code : ""
}

/** Classes 40: deadlock and serialization; the same statement may succeed at once. */
function isConflict(error: unknown): boolean {
  return sqlState(error).startsWith("40")
}

/** Classes 21, 22, 23 and 54: the values cannot be stored, today or tomorrow. See PostgreSQL's appendix A. */
function isFaultOfData(error: unknown): boolean {
  return /^(?:21|22|23|54)/.test(sqlState(error))
}
