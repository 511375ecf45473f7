import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { stagesOf } from "../../../../../stages"
import { evaluatedSegment } from "../../../segment-dto"
import { tellingOf } from "../../../telling"

/** Computes a segment from scratch now. */
export async function POST(req: AuthenticatedMedusaRequest, res: MedusaResponse): Promise<void> {
  const audience = stagesOf(req)
  const { id } = await audience.segments.get(req.params.id ?? "")
  res.json({ segment: await evaluatedSegment(audience, id, await tellingOf(req)) })
}
