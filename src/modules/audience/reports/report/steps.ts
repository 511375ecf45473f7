import type { Events } from "./events"
import type { Journeys } from "./journeys"
import { Numbering } from "./numbering"
import type { Occurrences } from "./people"

/** More paths than any shop has: two of them make one number that is still exact. */
const PATHS = 2 ** 26

export interface Steps extends Occurrences {
  /** The two paths of a key. */
  pathsOf(key: number): [from: number, to: number]
}

/** Every step from one page to the next within a session; a reload is no step. */
export function stepsOf(events: Events, { rows, starts }: Journeys, pathOf: Int32Array): Steps {
  const pairs = new Numbering<number>()
  const profiles = new Int32Array(rows.length)
  const keys = new Int32Array(rows.length)
  let steps = 0
  for (let session = 0; session < starts.length - 1; session++) {
    for (let i = starts[session]! + 1; i < starts[session + 1]!; i++) {
      const from = pathOf[events.pages[rows[i - 1]!]!] ?? 0
      const to = pathOf[events.pages[rows[i]!]!] ?? 0
      if (from === to || from === 0 || to === 0) continue
      profiles[steps] = events.profiles[rows[i]!]!
      keys[steps++] = pairs.numberOf(from * PATHS + to)
    }
  }
  return {
    profiles: profiles.subarray(0, steps),
    keys: keys.subarray(0, steps),
    pathsOf: (key) => [Math.floor(pairs.valueOf(key) / PATHS), pairs.valueOf(key) % PATHS],
  }
}
