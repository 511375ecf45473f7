import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import type { SegmentDto } from "../../../../../../contract"
import { stagesOf } from "../../../../../stages"
import { evaluatedSegment } from "../../../segment-dto"
import { tellingOf } from "../../../telling"

/** Takes a segment back and computes it. */
export async function POST(req: AuthenticatedMedusaRequest, res: MedusaResponse<{ segment: SegmentDto }>): Promise<void> {
  const audience = stagesOf(req)
  const segment = await audience.segments.setArchived(req.params.id ?? "", false)
  res.json({ segment: await evaluatedSegment(audience, segment.id, await tellingOf(req)) })
}
