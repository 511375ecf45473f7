import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import type { RfmGrid } from "../../../../../contract"
import { parse } from "../../../../parse"
import { stagesOf } from "../../../../stages"
import { rfmQuery } from "../../cohort-schemas"

/** Buyers by their scores for recency, frequency and money. */
export async function GET(req: AuthenticatedMedusaRequest, res: MedusaResponse<RfmGrid>): Promise<void> {
  const { segment_id: id = null } = parse(rfmQuery, req.query)
  res.json(await stagesOf(req).reports.rfm(id))
}
