import type { SegmentDto, SegmentStatus } from "../../../contract"
import type { Audience, Segment, Telling } from "../../../modules/audience"

const SPARKLINE_DAYS = 30

/** Segments as answers carry them; everybody is counted once for all of them. */
export async function segmentDtos(audience: Audience, segments: Segment[], telling: Telling): Promise<SegmentDto[]> {
  const { membership, reports } = audience
  const [total, sets] = await Promise.all([reports.total(), Promise.all(segments.map(({ id }) => membership.members(id)))])
  const active = await reports.active(sets)
  return Promise.all(
    segments.map(async (segment, index) => ({
      id: segment.id,
      name: segment.name,
      handle: segment.handle,
      description: segment.description,
      family: segment.family,
      kind: segment.kind,
      rule: segment.rule,
      rule_text: await audience.segments.ruleText(segment.rule, telling),
      version: segment.version,
      published: segment.published,
      members_count: segment.members_count,
      additions: segment.additions,
      exclusions: segment.exclusions,
      share: total > 0 ? segment.members_count / total : 0,
      active_7d: active[index] ?? 0,
      evaluated_at: segment.evaluated_at?.toISOString() ?? null,
      status: statusOf(segment),
      error: segment.error,
      failed_at: segment.failed_at?.toISOString() ?? null,
      archived: segment.archived_at !== null,
      customer_group_id: segment.customer_group_id,
      created_at: segment.created_at.toISOString(),
      updated_at: segment.updated_at.toISOString(),
    }))
  )
}

export async function segmentDto(audience: Audience, segment: Segment, telling: Telling): Promise<SegmentDto> {
  const [dto] = await segmentDtos(audience, [segment], telling)
  if (!dto) throw new Error("one segment gives one answer")
  return dto
}

/** The same with the member counts of the last 30 days, for lists. */
export async function listedSegments(audience: Audience, dtos: SegmentDto[]): Promise<SegmentDto[]> {
  const sparklines = await audience.reports.sparklines(
    dtos.map(({ id }) => id),
    SPARKLINE_DAYS
  )
  return dtos.map((dto) => ({ ...dto, sparkline: sparklines.get(dto.id) ?? [] }))
}

/** A failure shows until an evaluation succeeds; before the current version is computed the members are of the one before. */
function statusOf({ error, kind, evaluated_version, version }: Segment): SegmentStatus {
  if (error !== null) return "failed"
  return kind === "dynamic" && evaluated_version !== version ? "computing" : "fresh"
}

/**
 * The segment as it is after computing it now, for the answer to a change of it.
 *
 * A computation that fails is stored on the segment and shown there: the change itself
 * stands, so the request succeeded.
 */
export async function evaluatedSegment(audience: Audience, id: string, telling: Telling): Promise<SegmentDto> {
  try {
    await audience.membership.evaluate(id)
  } catch (error) {
    audience.log.warn(`audience: segment ${id} could not be computed: ${(error as Error).message}`)
  }
  return segmentDto(audience, await audience.segments.get(id), telling)
}
