import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import type { SegmentDto } from "../../../../../../contract"
import { stagesOf } from "../../../../../stages"
import { segmentDto } from "../../../segment-dto"
import { tellingOf } from "../../../telling"

/** Puts a segment away: it is neither evaluated nor listed, and keeps its last members. */
export async function POST(req: AuthenticatedMedusaRequest, res: MedusaResponse<{ segment: SegmentDto }>): Promise<void> {
  const audience = stagesOf(req)
  const segment = await audience.segments.setArchived(req.params.id ?? "", true)
  res.json({ segment: await segmentDto(audience, segment, await tellingOf(req)) })
}
