import { notFound } from "../../errors"
import type { ProfileSet } from "../../lib/bitmap"
import type { Segment, Segments } from "../../segments"

/** The segments with these ids, in their order. @throws not_found that names the first that is missing */
export async function namedSegments(segments: Segments, ids: readonly string[]): Promise<Segment[]> {
  const byId = new Map((await segments.all()).map((segment) => [segment.id, segment]))
  return ids.map((id) => {
    const segment = byId.get(id)
    if (!segment) throw notFound(`Segment with id: ${id} was not found`)
    return segment
  })
}

/** Takes hidden profiles out of sets that the caller owns, and answers the sets. */
export function withoutHidden(sets: ProfileSet[], hidden: ProfileSet): ProfileSet[] {
  for (const set of sets) set.andNotInPlace(hidden)
  return sets
}

export function disposeAll(sets: readonly ProfileSet[]): void {
  for (const set of sets) set.dispose()
}
