import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { stagesOf } from "../../../../../stages"
import { sendCsv } from "../../../send-csv"

/** All members as CSV. */
export async function GET(req: AuthenticatedMedusaRequest, res: MedusaResponse): Promise<void> {
  const { id, handle } = await stagesOf(req).segments.get(req.params.id ?? "")
  await sendCsv(req, res, { segmentId: id, name: handle })
}
