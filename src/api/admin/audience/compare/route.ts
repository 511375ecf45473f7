import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import type { SegmentComparison } from "../../../../contract"
import { parse } from "../../../parse"
import { stagesOf } from "../../../stages"
import { compareBody } from "../compare-schemas"
import { dateRange } from "../date-range"

/** Every measure of several segments side by side. */
export async function POST(req: AuthenticatedMedusaRequest, res: MedusaResponse<SegmentComparison>): Promise<void> {
  const audience = stagesOf(req)
  const { segment_ids: ids, ...days } = parse(compareBody, req.body)
  const { from, to } = dateRange(audience, days)
  res.json(await audience.reports.compare(ids, from, to))
}
