import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { parse } from "../../../../../parse"
import { stagesOf } from "../../../../../stages"
import { manualQuery } from "../../../schemas"

/** Who was added to a segment, or excluded from it, by hand; the latest first. */
export async function GET(req: AuthenticatedMedusaRequest, res: MedusaResponse): Promise<void> {
  const { segments, reports } = stagesOf(req)
  const query = parse(manualQuery, req.query)
  const { id } = await segments.get(req.params.id ?? "")
  res.json({ ...(await reports.manual(id, query)), offset: query.offset, limit: query.limit })
}
