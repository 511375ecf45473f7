import type { SegmentOverlap } from "../../../../contract"
import type { ProfileSet } from "../../lib/bitmap"
import { countMasks, masksOf } from "../../lib/masks"

/**
 * Everybody in at least one of the segments, counted once: by exactly the segments they are in.
 *
 * @param segments with their members, which the caller keeps
 */
export function overlapOf(segments: readonly { id: string; name: string; members: ProfileSet }[]): SegmentOverlap {
  const counts = countMasks(masksOf(segments.map(({ members }) => members)))
  const overlaps = counts
    .map((people, mask) => ({ segment_ids: segments.filter((_, bit) => mask & (1 << bit)).map(({ id }) => id), people }))
    .filter(({ people }) => people > 0)
    .sort((a, b) => b.people - a.people || a.segment_ids.length - b.segment_ids.length)
  return {
    segments: segments.map(({ id, name, members }) => ({ id, name, members: members.size })),
    people: counts.reduce((sum, count) => sum + count, 0),
    overlaps,
  }
}
