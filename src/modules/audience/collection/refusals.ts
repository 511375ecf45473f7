import sql from "sql-template-tag"
import { dayOf } from "../lib/clock"
import type { StageContext } from "../stage"

/** Why something was not stored, as `audience.refusal` counts it. */
export type RefusalReason =
  | "bot"
  | "consent"
  | "erased"
  | "malformed_request"
  | "malformed_event"
  | "too_large"
  | "unknown_key"
  | "too_fast"
  | "queue_full"
  | "database_unavailable"

const PAUSE_MS = 1000

/**
 * Counts refusals per day of the shop's time zone. What is counted within a second is written as one statement:
 * a flood of bots costs one small write a second. A crash loses that second's counts.
 */
export class Refusals {
  /** By day and reason: `2026-11-23 bot`. */
  private counts = new Map<string, number>()
  private writing: Promise<void> | null = null
  private endPause: (() => void) | null = null
  private stopping = false

  constructor(private readonly context: StageContext) {}

  /** Counts a refusal of this moment, with the events that were refused; a request without any counts as one. */
  count(reason: RefusalReason, events = 1): void {
    const { clock, options } = this.context
    this.add(`${dayOf(clock.now(), options.timeZone)} ${reason}`, Math.max(1, events))
    if (!this.stopping) this.writing ??= this.write().finally(() => (this.writing = null))
  }

  /** Writes what is counted so far, once; later counts are not written any more. */
  async stop(): Promise<void> {
    this.stopping = true
    this.endPause?.()
    await this.writing
  }

  private add(dayAndReason: string, count: number): void {
    this.counts.set(dayAndReason, (this.counts.get(dayAndReason) ?? 0) + count)
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
        for (const [dayAndReason, count] of counts) this.add(dayAndReason, count)
        this.context.log.warn(`audience: refusals could not be counted, trying again: ${error.message}`)
      })
    }
  }

  private async store(counts: Map<string, number>): Promise<void> {
    // Sorted, so that two processes wait for each other in one direction only.
    const keys = [...counts.keys()].sort()
    await this.context.database.execute(sql`
      insert into audience.refusal as counted (day, reason, count)
      select split_part(key, ' ', 1)::date, split_part(key, ' ', 2), count
      from unnest(${keys}::text[], ${keys.map((key) => counts.get(key))}::bigint[]) as new (key, count)
      on conflict (day, reason) do update set count = counted.count + excluded.count`)
  }
}
