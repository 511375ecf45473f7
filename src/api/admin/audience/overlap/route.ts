import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import type { SegmentOverlap } from "../../../../contract"
import { parse } from "../../../parse"
import { stagesOf } from "../../../stages"
import { overlapBody } from "../compare-schemas"

/** Everybody in any of the segments, by exactly the segments they are in; with `to` as it was at the end of that day. */
export async function POST(req: AuthenticatedMedusaRequest, res: MedusaResponse<SegmentOverlap>): Promise<void> {
  const { segment_ids: ids, to } = parse(overlapBody, req.body)
  res.json(await stagesOf(req).reports.overlap(ids, to))
}
