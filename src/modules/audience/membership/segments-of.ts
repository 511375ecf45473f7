import type { StageContext } from "../stage"
import { lastEntered } from "./changes"
import { Mirror } from "./mirror"
import type { Membership, ProfileMembership } from "./types"

/** Answers which segments a profile is in, out of memory. */
export function createSegmentsOf({ database }: StageContext): Membership["segmentsOf"] {
  const published = new Mirror(database, true)
  const all = new Mirror(database, false)
  return async (profileId, { publishedOnly = false } = {}): Promise<ProfileMembership[]> => {
    if (publishedOnly) return (await published.segmentsOf(profileId)).map((segment) => ({ ...segment, since: null }))
    const mine = await all.segmentsNowOf(profileId)
    return Promise.all(mine.map(async (segment) => ({ ...segment, since: await lastEntered(database, segment.id, profileId) })))
  }
}
