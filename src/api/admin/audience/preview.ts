import type { SegmentPreview } from "../../../contract"
import type { Audience } from "../../../modules/audience"

const SAMPLE = 5

type Members = Awaited<ReturnType<Audience["segments"]["preview"]>>["members"]

/**
 * How many people a rule holds, five of them, and, for a segment that exists, who
 * would enter and leave and which other segments rest on it.
 *
 * The sample is spread over the members by profile, so that it is not the same
 * early visitors for every rule, and does not change while the rule stays.
 */
export async function previewOf({ segments, membership, reports }: Audience, given: unknown, segmentId?: string): Promise<SegmentPreview> {
  const rule = await segments.validate(given, segmentId)
  const segment = segmentId === undefined ? null : await segments.get(segmentId)
  const { members, total } = await segments.preview(rule, segment ?? undefined)
  try {
    const preview: SegmentPreview = {
      count: members.size,
      total,
      share: total > 0 ? members.size / total : 0,
      sample: await reports.profileDtos(spread(members)),
    }
    if (!segment) return preview
    const current = await membership.members(segment.id)
    const entering = members.clone()
    entering.andNotInPlace(current)
    current.andNotInPlace(members)
    const dependents = await segments.dependents(segment.id)
    return {
      ...preview,
      entering: entering.size,
      leaving: current.size,
      entering_sample: await reports.profileDtos(spread(entering)),
      leaving_sample: await reports.profileDtos(spread(current)),
      dependents: dependents.map(({ id, name }) => ({ id, name })),
    }
  } finally {
    members.dispose()
  }
}

function spread(members: Members): number[] {
  const count = Math.min(SAMPLE, members.size)
  return Array.from({ length: count }, (_, index) => members.select(Math.floor((index * members.size) / count)) ?? 0)
}
