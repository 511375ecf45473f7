import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import type { SegmentDto } from "../../../../../../contract"
import { parse } from "../../../../../parse"
import { stagesOf } from "../../../../../stages"
import { duplicateSegment } from "../../../schemas"
import { evaluatedSegment } from "../../../segment-dto"
import { tellingOf } from "../../../telling"

/** Makes another segment of the same definition, with who was added and excluded by hand. */
export async function POST(req: AuthenticatedMedusaRequest, res: MedusaResponse<{ segment: SegmentDto }>): Promise<void> {
  const audience = stagesOf(req)
  const { name } = parse(duplicateSegment, req.body)
  const { id } = await audience.segments.duplicate(req.params.id ?? "", name, req.auth_context.actor_id)
  res.json({ segment: await evaluatedSegment(audience, id, await tellingOf(req)) })
}
