import sql from "sql-template-tag"
import type { StageContext } from "../stage"

/** Why something was not stored, as `audience.refusal` counts it. */
export type RefusalReason =
  | "bot"
  | "consent"
  | "malformed_request"
  | "malformed_event"
  | "too_large"
  | "unknown_key"
  | "too_fast"
  | "queue_full"
  | "database_unavailable"

const PAUSE_MS = 1000

/**
 * Counts refusals per day. What is counted within a second is written as one statement:
 * a flood of bots costs one small write a second. A crash loses that second's counts.
 */
export class Refusals {
  private counts = new Map<RefusalReason, number>()
  private writing: Promise<void> | null = null
  private endPause: (() => void) | null = null
  private stopping = false

  constructor(private readonly context: Pick<StageContext, "database" | "clock" | "log">) {}

  count(reason: RefusalReason, events = 1): void {
    this.counts.set(reason, (this.counts.get(reason) ?? 0) + Math.max(1, events))
    if (!this.stopping) this.writing ??= this.write().finally(() => (this.writing = null))
  }

  /** Writes what is counted so far, once; later counts are not written any more. */
  async stop(): Promise<void> {
    this.stopping = true
    this.endPause?.()
    await this.writing
  }

  private async write(): Promise<void> {
    while (this.counts.size > 0 && !this.stopping) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, PAUSE_MS).unref()
        this.endPause = () => {
          clearTimeout(timer)
          resolve()
        }
      })
      this.endPause = null
      const counts = this.counts
      this.counts = new Map()
      await this.store(counts).catch((error: Error) => {
        for (const [reason, count] of counts) this.counts.set(reason, (this.counts.get(reason) ?? 0) + count)
        this.context.log.warn(`audience: refusals could not be counted, trying again: ${error.message}`)
      })
    }
  }

  private async store(counts: Map<RefusalReason, number>): Promise<void> {
    const { database, clock } = this.context
    const day = clock.now().toISOString().slice(0, 10)
    // Sorted, so that two processes wait for each other in one direction only.
    const reasons = [...counts.keys()].sort()
    await database.execute(sql`
      insert into audience.refusal as counted (day, reason, count)
      select ${day}, reason, count from unnest(${reasons}::text[], ${reasons.map((reason) => counts.get(reason))}::bigint[]) as new (reason, count)
      on conflict (day, reason) do update set count = counted.count + excluded.count`)
  }
}
