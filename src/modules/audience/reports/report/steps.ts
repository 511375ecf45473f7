import type { Views } from "./events"
import type { Journeys } from "./journeys"
import { Pairs } from "./pairs"
import type { Occurrences } from "./people"

export interface Steps extends Occurrences {
  /** The two paths of a key. */
  pathsOf(key: number): [from: number, to: number]
}

/** Every step from one page to the next within a session; a reload is no step. */
export function stepsOf(views: Views, { rows, starts }: Journeys, pathOf: Int32Array): Steps {
  const pairs = new Pairs(rows.length)
  const profiles = new Int32Array(rows.length)
  const keys = new Int32Array(rows.length)
  let steps = 0
  for (let session = 0; session < starts.length - 1; session++) {
    let from = 0
    for (let i = starts[session]!; i < starts[session + 1]!; i++) {
      const to = pathOf[views.pages[rows[i]!]!] ?? 0
      if (from !== to && from !== 0 && to !== 0) {
        profiles[steps] = views.profiles[rows[i]!]!
        keys[steps++] = pairs.numberOf(from, to)
      }
      from = to
    }
  }
  return { profiles: profiles.subarray(0, steps), keys: keys.subarray(0, steps), pathsOf: (key) => pairs.pairOf(key) }
}
