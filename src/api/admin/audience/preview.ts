import type { RuleNode, SegmentPreview } from "../../../contract"
import type { Audience } from "../../../modules/audience"

const SAMPLE = 5

/**
 * How many people a rule holds, five of them, and, for a segment that exists, who
 * would enter and leave and which other segments rest on it.
 *
 * The sample is spread over the members by profile, so that it is not the same
 * early visitors for every rule, and does not change while the rule stays.
 */
export async function previewOf(audience: Audience, given: unknown, segmentId?: string): Promise<SegmentPreview> {
  const { segments, membership, reports } = audience
  const rule = await segments.validate(given)
  const segment = segmentId === undefined ? null : await segments.get(segmentId)
  const [{ members }, total] = await Promise.all([segments.evaluate(rule), reports.total()])
  const preview: SegmentPreview = {
    count: members.size,
    total,
    share: total > 0 ? members.size / total : 0,
    sample: await reports.profileDtos(spread(members)),
  }
  if (!segment) return preview
  const current = await membership.members(segment.id)
  const staying = current.andCardinality(members)
  const dependents = (await segments.all()).filter((other) => other.id !== segment.id && restsOn(other.rule, segment.id))
  return {
    ...preview,
    entering: members.size - staying,
    leaving: current.size - staying,
    dependents: dependents.map(({ id, name }) => ({ id, name })),
  }
}

function spread(members: { size: number; select(rank: number): number | undefined }): number[] {
  const count = Math.min(SAMPLE, members.size)
  return Array.from({ length: count }, (_, index) => members.select(Math.floor((index * members.size) / count)) ?? 0)
}

function restsOn(node: RuleNode | null, segmentId: string): boolean {
  if (!node) return false
  if ("rules" in node) return node.rules.some((rule) => restsOn(rule, segmentId))
  return node.field === "attribute.segments" && [node.value].flat().includes(segmentId)
}
