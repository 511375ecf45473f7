import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import type { ReportLine } from "../../../../../../contract"
import { parse } from "../../../../../parse"
import { stagesOf } from "../../../../../stages"
import { dateRange } from "../../../date-range"
import { rangeQuery } from "../../../schemas"
import { asksForLines, sendLines } from "../../../send-lines"

/**
 * Behaviour, attributes and purchases of the members against everybody; as `application/x-ndjson` piece by
 * piece, since the whole takes a large shop seconds.
 */
export async function GET(req: AuthenticatedMedusaRequest, res: MedusaResponse): Promise<void> {
  const audience = stagesOf(req)
  const { from, to } = dateRange(audience, parse(rangeQuery, req.query))
  const id = req.params.id ?? ""
  if (asksForLines(req)) return sendLines<ReportLine>(req, res, (write) => audience.reports.report(id, from, to, write))
  res.json(await audience.reports.report(id, from, to))
}
