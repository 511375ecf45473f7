import sql, { type Sql } from "sql-template-tag"
import type { ProfileSet } from "./bitmap"

/** More sets do not fit into a byte. */
const MOST_SETS = 8

/**
 * For every profile id the sets it is in: bit k of byte `id` is set k. Ends with the largest member of any.
 *
 * One pass over a table grouped by this byte counts all sets, and all their intersections,
 * at once; a pass for each of them would read everybody eight times.
 */
export function masksOf(sets: readonly ProfileSet[]): Buffer {
  if (sets.length > MOST_SETS) throw new Error(`at most ${MOST_SETS} sets have a bit each`)
  const length = Math.max(0, ...sets.map((set) => (set.isEmpty ? 0 : set.maximum() + 1)))
  const masks = Buffer.alloc(length)
  sets.forEach((set, bit) => {
    const flag = 1 << bit
    for (const id of set.toUint32Array()) masks[id]! |= flag
  })
  return masks
}

/** How many ids have each mask, by mask. Those in no set are not counted. */
export function countMasks(masks: Uint8Array): number[] {
  const counts = new Array<number>(1 << MOST_SETS).fill(0)
  for (const mask of masks) counts[mask]!++
  counts[0] = 0
  return counts
}

/** The mask of the row whose `column` holds a profile id; `get_byte` raises an error beyond the end, where nobody is in any set. */
export function maskOf(masks: Buffer, column: Sql): Sql {
  return sql`case when ${column} < ${masks.length}::int then get_byte(${masks}::bytea, ${column}) else 0 end`
}
