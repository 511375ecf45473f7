import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import type { Retention } from "../../../../../contract"
import { parse } from "../../../../parse"
import { stagesOf } from "../../../../stages"
import { retentionQuery } from "../../cohort-schemas"

/** Who came back, by the week or month of the first visit or order; without `returning` those of an order by orders. */
export async function GET(req: AuthenticatedMedusaRequest, res: MedusaResponse<Retention>): Promise<void> {
  const { segment_id: id = null, returning, ...question } = parse(retentionQuery, req.query)
  const standard = question.by === "first_order" ? "order" : "visit"
  res.json(await stagesOf(req).reports.retention(id, { ...question, returning: returning ?? standard }))
}
