import sql from "sql-template-tag"
import type { SegmentExplanation } from "../../../contract"
import { readManual, type Segment, type Segments, type Telling } from "../segments"
import type { StageContext } from "../stage"
import { storedMembers } from "./stored-members"

/** See {@link Membership.explain}. */
export async function explain(
  context: StageContext,
  segments: Segments,
  segmentId: string,
  profileId: number,
  telling?: Telling
): Promise<Omit<SegmentExplanation, "profile_id">> {
  const { database, clock } = context
  const segment = await segments.get(segmentId)
  const at = clock.now()
  const manual = await decisionOn(context, segment, profileId)
  const why = segment.rule ? await segments.explain(segment.rule, profileId, telling) : null
  const [profile] = await database.rows<{ internal: boolean }>(sql`select internal from audience.profile where id = ${profileId}`)
  const internal = profile?.internal ?? false
  const members = await storedMembers(database, segmentId)
  try {
    const member = members.has(profileId)
    return {
      segment_id: segmentId,
      at: at.toISOString(),
      member,
      result: !internal && (manual ? manual === "added" : (why?.result ?? false)),
      manual,
      internal,
      changes_at: internal || manual ? null : (why?.changesAt?.toISOString() ?? null),
      rule: why?.rule ?? null,
    }
  } finally {
    members.dispose()
  }
}

/** What was decided by hand: an exclusion stands before an addition. */
async function decisionOn(
  context: StageContext,
  { id, additions, exclusions }: Segment,
  profileId: number
): Promise<SegmentExplanation["manual"]> {
  for (const [kind, count] of [
    ["excluded", exclusions],
    ["added", additions],
  ] as const) {
    if (count === 0) continue
    const { set } = await readManual(context, id, kind, [profileId])
    const found = set.has(profileId)
    set.dispose()
    if (found) return kind
  }
  return null
}
