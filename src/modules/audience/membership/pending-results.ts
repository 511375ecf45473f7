import type { ProfileSet } from "../lib/bitmap"
import type { Segment } from "../segments"

/** What an evaluation found, and has not stored yet. */
export interface PendingResult {
  segment: Segment
  members: ProfileSet
  validUntil: Date | null
}

/** A transaction stores so many segments at most: it sends their members as whole bitmaps. */
const MOST_TOGETHER = 50

/** The results of a round that are to be stored together, in the order in which they came; owns their sets until they are released. */
export class PendingResults {
  private readonly pending = new Map<string, PendingResult>()

  get isFull(): boolean {
    return this.pending.size >= MOST_TOGETHER
  }

  all(): PendingResult[] {
    return [...this.pending.values()]
  }

  get(segmentId: string): PendingResult | undefined {
    return this.pending.get(segmentId)
  }

  add(result: PendingResult): void {
    this.pending.set(result.segment.id, result)
  }

  /** Gives its set away. */
  release({ segment }: PendingResult): void {
    this.pending.delete(segment.id)
  }

  drop(result: PendingResult): void {
    this.release(result)
    result.members.dispose()
  }

  clear(): void {
    for (const result of this.all()) this.drop(result)
  }
}
