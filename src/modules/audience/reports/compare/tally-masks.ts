import { largest, rowsByKey } from "../../lib/rows-by-key"

/** People of one key: everybody, and those of each segment. */
export interface MaskCounts {
  key: number
  profiles: number
  people: number[]
}

/** Something that profiles did: row `i` is `profiles[i]` doing `keys[i]`. */
export interface Occurrences {
  profiles: Int32Array
  /** Numbers from 1 on; 0 is none and not counted. */
  keys: Int32Array
}

/**
 * How many different people there are for each key, of everybody and of each segment.
 *
 * @param masks the segments that each profile is in, bit k for segment k; shorter than profiles that are in none
 */
export function tallyMasks({ profiles, keys }: Occurrences, masks: Uint8Array, segments: number): MaskCounts[] {
  const rows = rowsByKey(keys)
  const counted = new Uint32Array(largest(profiles) + 1)
  const tallies: MaskCounts[] = []
  for (let key = 1; key < rows.starts.length - 1; key++) {
    const tally: MaskCounts = { key, profiles: 0, people: new Array<number>(segments).fill(0) }
    for (let row = rows.starts[key]!; row < rows.starts[key + 1]!; row++) {
      const profile = profiles[rows.order[row]!]!
      if (counted[profile] === key) continue
      counted[profile] = key
      tally.profiles++
      for (let mask = masks[profile] ?? 0, segment = 0; mask !== 0; mask >>= 1, segment++) if (mask & 1) tally.people[segment]!++
    }
    if (tally.profiles > 0) tallies.push(tally)
  }
  return tallies
}
