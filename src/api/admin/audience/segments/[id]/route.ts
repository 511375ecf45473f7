import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { parse } from "../../../../parse"
import { stagesOf } from "../../../../stages"
import { updateSegment } from "../../schemas"
import { evaluatedSegment, segmentDto } from "../../segment-dto"
import { tellingOf } from "../../telling"

export async function GET(req: AuthenticatedMedusaRequest, res: MedusaResponse): Promise<void> {
  const audience = stagesOf(req)
  res.json({ segment: await segmentDto(audience, await audience.segments.get(req.params.id ?? ""), await tellingOf(req)) })
}

/** Changes a segment and computes it before answering; a new rule is a new version. */
export async function POST(req: AuthenticatedMedusaRequest, res: MedusaResponse): Promise<void> {
  const audience = stagesOf(req)
  const { id } = await audience.segments.update(req.params.id ?? "", parse(updateSegment, req.body), req.auth_context.actor_id)
  res.json({ segment: await evaluatedSegment(audience, id, await tellingOf(req)) })
}

export async function DELETE(req: AuthenticatedMedusaRequest, res: MedusaResponse): Promise<void> {
  const id = req.params.id ?? ""
  await stagesOf(req).segments.delete(id)
  res.json({ id, object: "segment", deleted: true })
}
