import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import type { SegmentFlows } from "../../../../contract"
import { parse } from "../../../parse"
import { stagesOf } from "../../../stages"
import { compareBody } from "../compare-schemas"
import { dateRange } from "../date-range"

/** How people moved between segments from the end of one day to the end of another. */
export async function POST(req: AuthenticatedMedusaRequest, res: MedusaResponse<SegmentFlows>): Promise<void> {
  const audience = stagesOf(req)
  const { segment_ids: ids, ...days } = parse(compareBody, req.body)
  const { from, to } = dateRange(audience, days)
  res.json(await audience.reports.flows(ids, from, to))
}
