import type { PendingRequest, Written } from "./write-batch"

/** Requests wait here at most; beyond it the answer is "later" instead of memory without end. */
const MAX_QUEUED_EVENTS = 20_000
/** Small enough that a batch commits within a fraction of a second. */
const MAX_BATCH_EVENTS = 5_000
/** Batches that are written at a time: while PostgreSQL works on one, this process prepares the other. */
const LANES = 2
/** So many events are worth a second batch; fewer wait for the end of the first, which costs less than a transaction. */
const WORTH_A_LANE = 100
const RETRIES = 3

/** The database cannot take events now; the browser shall send them again. */
export class Unavailable extends Error {}

/** A request without events, which only tells of a consent, takes room and time as one event does. */
const weight = ({ events }: PendingRequest): number => Math.max(1, events.length)

interface Waiting {
  request: PendingRequest
  resolve(written: Written): void
  reject(error: unknown): void
}

/**
 * Group commit: what arrives while a batch is written is the next one. No timer: a lone request is
 * written at once, and under load batches grow by themselves.
 *
 * Requests of one visitor are written in the order they came, never in two batches at once: the
 * consent of the latest one has to stand.
 */
export class Batcher {
  private waiting: Waiting[] = []
  private queued = 0
  private readonly lanes = new Set<Promise<void>>()
  /** How many lanes will look for a further batch; one that has found none is no help to what arrives then. */
  private open = 0
  /** Whose requests are being written. */
  private readonly visitors = new Set<string>()

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
      this.queued += weight(request)
      if (this.open === 0 || (this.open < LANES && this.queued >= WORTH_A_LANE)) this.openLane()
    })
  }

  /** Resolves when nothing waits. */
  async drain(): Promise<void> {
    while (this.lanes.size > 0) await Promise.all(this.lanes)
  }

  private openLane(): void {
    const lane = this.run().then(() => void this.lanes.delete(lane))
    this.lanes.add(lane)
  }

  private async run(): Promise<void> {
    this.open++
    // Lets the requests that arrived in the same turn of the event loop into the first batch.
    await new Promise(setImmediate)
    for (let batch = this.take(); batch.length > 0; batch = this.take()) {
      const visitors = new Set(batch.map(({ request }) => request.visitor))
      for (const visitor of visitors) this.visitors.add(visitor)
      await this.settle(batch)
      for (const visitor of visitors) this.visitors.delete(visitor)
    }
    this.open--
  }

  /** The next batch. What it leaves behind is taken by this lane afterwards, or by the one whose visitor it waits for. */
  private take(): Waiting[] {
    const batch: Waiting[] = []
    const rest: Waiting[] = []
    let events = 0
    let full = false
    for (const one of this.waiting) {
      const { request } = one
      full ||= batch.length > 0 && events + weight(request) > MAX_BATCH_EVENTS
      if (full || this.visitors.has(request.visitor)) rest.push(one)
      else {
        batch.push(one)
        events += weight(request)
      }
    }
    this.waiting = rest
    this.queued -= events
    return batch
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
