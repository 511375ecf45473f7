import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import type { PurchaseFunnel } from "../../../../../contract"
import { parse } from "../../../../parse"
import { stagesOf } from "../../../../stages"
import { funnelQuery } from "../../cohort-schemas"
import { dateRange } from "../../date-range"

/** From a product viewed to an order: who came how far within some days. */
export async function GET(req: AuthenticatedMedusaRequest, res: MedusaResponse<PurchaseFunnel>): Promise<void> {
  const audience = stagesOf(req)
  const { segment_id: id = null, ...days } = parse(funnelQuery, req.query)
  const { from, to } = dateRange(audience, days)
  res.json(await audience.reports.funnel(id, from, to))
}
