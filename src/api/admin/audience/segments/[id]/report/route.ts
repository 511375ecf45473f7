import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { parse } from "../../../../../parse"
import { stagesOf } from "../../../../../stages"
import { dateRange } from "../../../date-range"
import { rangeQuery } from "../../../schemas"

/** Behaviour, attributes and purchases of the members against everybody. */
export async function GET(req: AuthenticatedMedusaRequest, res: MedusaResponse): Promise<void> {
  const audience = stagesOf(req)
  const { from, to } = dateRange(audience, parse(rangeQuery, req.query))
  res.json(await audience.reports.report(req.params.id ?? "", from, to))
}
