import { unbuilt } from "../unbuilt"
import type { StageContext } from "../stage"
import type { Queryable } from "../lib/database"

export interface FoldResult {
  batches: number
  events: number
  profiles: number
}

export interface Rollups {
  /**
   * Reads the batches that have committed since the last fold into sessions, days
   * and states, and queues the touched profiles for evaluation, all in one
   * transaction. Reads at most `maxEvents` at once; call again until it answers 0.
   */
  fold(maxEvents?: number): Promise<FoldResult>
  /** Derives `profile_state` anew for these profiles from their sessions, days and facts. */
  refreshStates(db: Queryable, profileIds: number[]): Promise<void>
  /** Queues profiles for evaluation. */
  touch(db: Queryable, profileIds: number[]): Promise<void>
  /** Derives everything of these profiles anew from raw events. */
  rebuild(profileIds: number[]): Promise<void>
  /** Seconds since the oldest batch that is not folded was received; 0 when none waits. */
  lag(): Promise<number>
}

export function createRollups(_context: StageContext): Rollups {
  return unbuilt<Rollups>("rollups")
}
