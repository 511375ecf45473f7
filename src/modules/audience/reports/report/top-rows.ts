import { byMembers, SECTION_ROWS, type Counted } from "../report-row"
import type { Named } from "./paths"
import type { Counts, Tallies } from "./tallies"

type Tally = [key: number, counts: Counts]

const mostFirst = ([, a]: Tally, [, b]: Tally): number => b.members - a.members || b.profiles - a.profiles

/**
 * The rows of a section out of all that was counted, most members first; ties go by the key's text.
 *
 * Names are asked only for what may be shown: everything down to the last row's counts.
 */
export async function topRows(
  tallies: Tallies,
  namesOf: (keys: number[]) => Promise<Map<number, Named>> | Map<number, Named>,
  limit = SECTION_ROWS
): Promise<Counted[]> {
  const ranked = tallies
    .firstKeys(limit)
    .map((key): Tally => [key, tallies.of(key)])
    .sort(mostFirst)
  const last = ranked[limit - 1]
  const candidates = last ? ranked.filter((tally) => mostFirst(tally, last) <= 0) : ranked
  const names = await namesOf(candidates.map(([key]) => key))
  return candidates
    .flatMap(([key, counts]) => {
      const name = names.get(key)
      return name ? [{ ...name, ...counts }] : []
    })
    .sort(byMembers)
    .slice(0, limit)
}

/** Adds up the tallies of keys that mean the same, such as sources of one channel. Only for people counted once: see {@link People.tallyOnce}. */
export function addUp(tallies: Tallies, groupOf: (key: number) => string | null): Map<string, Counts> {
  const groups = new Map<string, Counts>()
  for (const key of tallies.keys()) {
    const group = groupOf(key)
    if (group === null) continue
    let sum = groups.get(group)
    if (!sum) groups.set(group, (sum = { members: 0, profiles: 0, value: 0 }))
    sum.members += tallies.members[key]!
    sum.profiles += tallies.profiles[key]!
    sum.value += tallies.values[key]!
  }
  return groups
}
