import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { parse } from "../../../../parse"
import { stagesOf } from "../../../../stages"
import { previewOf } from "../../preview"
import { previewSegment } from "../../schemas"

/** Who a rule would hold, before it is saved. */
export async function POST(req: AuthenticatedMedusaRequest, res: MedusaResponse): Promise<void> {
  const { rule, segment_id } = parse(previewSegment, req.body)
  res.json(await previewOf(stagesOf(req), rule, segment_id))
}
