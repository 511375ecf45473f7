import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import type { SegmentDto } from "../../../../../../../../contract"
import { stagesOf } from "../../../../../../../stages"
import { evaluatedSegment } from "../../../../../segment-dto"
import { tellingOf } from "../../../../../telling"

/** Makes an earlier definition the current one again, as a version of its own: nothing of the history is lost. */
export async function POST(req: AuthenticatedMedusaRequest, res: MedusaResponse<{ segment: SegmentDto }>): Promise<void> {
  const audience = stagesOf(req)
  const { id = "", version = "" } = req.params
  const restored = await audience.segments.restore(id, Number(version), req.auth_context.actor_id)
  res.json({ segment: await evaluatedSegment(audience, restored.id, await tellingOf(req)) })
}
