import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { parse } from "../../../parse"
import { stagesOf } from "../../../stages"
import { createSegment, segmentsQuery } from "../schemas"
import { evaluatedSegment, listedSegments, segmentDtos } from "../segment-dto"
import { sortSegments } from "../sort-segments"
import { tellingOf } from "../telling"

/** Segments by Medusa's list conventions, each with the member counts of its last 30 days; `archived` lists those that were put away. */
export async function GET(req: AuthenticatedMedusaRequest, res: MedusaResponse): Promise<void> {
  const { limit, offset, archived, ...wanted } = parse(segmentsQuery, req.query)
  const audience = stagesOf(req)
  const listed = await (archived ? audience.segments.archived() : audience.segments.all())
  const found = sortSegments(await segmentDtos(audience, listed, await tellingOf(req)), wanted)
  const segments = await listedSegments(audience, found.slice(offset, offset + limit))
  res.json({ segments, count: found.length, offset, limit })
}

/** Makes a segment and computes it before answering. */
export async function POST(req: AuthenticatedMedusaRequest, res: MedusaResponse): Promise<void> {
  const audience = stagesOf(req)
  const { id } = await audience.segments.create(parse(createSegment, req.body), req.auth_context.actor_id)
  res.json({ segment: await evaluatedSegment(audience, id, await tellingOf(req)) })
}
