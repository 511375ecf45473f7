import { emptySet, type ProfileSet } from "../../lib/bitmap"
import { disposeAll } from "./named-segments"

/**
 * How many people of each set before are in each set after. The last row and the last
 * column are those in none of the sets; where both are that, nobody is counted.
 */
export function flowMatrix(before: readonly ProfileSet[], after: readonly ProfileSet[]): number[][] {
  const anyBefore = union(before)
  const anyAfter = union(after)
  const matrix = before.map((from) => [...after.map((to) => from.andCardinality(to)), from.andNotCardinality(anyAfter)])
  matrix.push([...after.map((to) => to.andNotCardinality(anyBefore)), 0])
  disposeAll([anyBefore, anyAfter])
  return matrix
}

/** The same with everybody in the first set only that holds them, so that nobody is counted twice. */
export function placedMatrix(before: readonly ProfileSet[], after: readonly ProfileSet[]): number[][] {
  const from = placed(before)
  const to = placed(after)
  const matrix = flowMatrix(from, to)
  disposeAll([...from, ...to])
  return matrix
}

function placed(sets: readonly ProfileSet[]): ProfileSet[] {
  const seen = emptySet()
  const places = sets.map((set) => {
    const place = set.clone()
    place.andNotInPlace(seen)
    seen.orInPlace(set)
    return place
  })
  seen.dispose()
  return places
}

function union(sets: readonly ProfileSet[]): ProfileSet {
  const all = emptySet()
  for (const set of sets) all.orInPlace(set)
  return all
}
