import type { Queryable } from "../lib/database"
import type { StageContext } from "../stage"
import { fold, type FoldResult } from "./fold"
import { lag } from "./lag"
import { rebuild } from "./rebuild"
import { refreshStates } from "./refresh-states"
import { touch, touchEverybody, type Anew } from "./touch"

export { keptSince } from "./kept-since"
export type { Anew, FoldResult }

export interface Rollups {
  /**
   * Reads the batches that have committed since the last fold into sessions, days
   * and states, and queues the touched profiles for evaluation, all in one
   * transaction. Reads at most `maxEvents` at once (but at least one batch); call
   * again while it answers `more`.
   */
  fold(maxEvents?: number): Promise<FoldResult>
  /**
   * Derives `profile_state` anew for these profiles from their sessions and facts. Call it inside the
   * transaction that changed them, as its last write: it locks the rows until that ends.
   */
  refreshStates(db: Queryable, profileIds: number[]): Promise<void>
  /** Queues profiles for evaluation. */
  touch(db: Queryable, profileIds: number[]): Promise<void>
  /**
   * Queues everybody for evaluation, for what no list of profiles can tell: a product was regrouped, and whoever
   * has viewed it is another answer to a condition on its category; old events are gone.
   */
  touchEverybody(db: Queryable, anew: Anew): Promise<void>
  /** Derives everything of these profiles anew from raw events, as far back as those are kept. */
  rebuild(profileIds: number[]): Promise<void>
  /** Seconds since the oldest batch that is not folded was received; 0 when none waits. */
  lag(): Promise<number>
}

export function createRollups(context: StageContext): Rollups {
  return {
    fold: (maxEvents) => fold(context, maxEvents),
    refreshStates,
    touch,
    touchEverybody,
    rebuild: (profileIds) => rebuild(context, profileIds),
    lag: () => lag(context),
  }
}
