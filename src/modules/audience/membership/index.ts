import { unbuilt } from "../unbuilt"
import type { StageContext } from "../stage"
import type { Segments } from "../segments"
import type { TrendPoint } from "../../../contract"
import type { ProfileSet } from "../lib/bitmap"

export interface Membership {
  /**
   * One round of the evaluator: takes the touched profiles and whatever time has
   * changed, brings every segment up to date and commits members, changes and daily
   * counts together. Only the process that holds the pipeline's lock may call it.
   */
  tick(): Promise<{ evaluated: number; changed: number }>
  /** Drops what is kept in memory between ticks; called when the pipeline's lock was gained anew. */
  forget(): void
  /** Computes one segment from scratch now, in any process. */
  evaluate(segmentId: string): Promise<void>
  /** The stored members of a segment. @throws not_found */
  members(segmentId: string): Promise<ProfileSet>
  segmentsOf(profileId: number, options?: { publishedOnly?: boolean }): Promise<{ id: string; handle: string; name: string; since: Date | null }[]>
  trend(segmentId: string, from: string, to: string, interval: "day" | "week" | "month"): Promise<TrendPoint[]>
  /** Members who entered and left between two instants. */
  changes(segmentId: string, from: Date, to: Date): Promise<{ entered: ProfileSet; left: ProfileSet }>
}

export function createMembership(_context: StageContext, _segments: Segments): Membership {
  return unbuilt<Membership>("membership")
}
