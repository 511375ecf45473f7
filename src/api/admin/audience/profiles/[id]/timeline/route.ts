import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { parse } from "../../../../../parse"
import { stagesOf } from "../../../../../stages"
import { timelineQuery } from "../../../schemas"

/** What a person did, newest first; read on with `cursor` = `next_cursor`, or from any instant with `before`. */
export async function GET(req: AuthenticatedMedusaRequest, res: MedusaResponse): Promise<void> {
  res.json(await stagesOf(req).reports.timeline(req.params.id ?? "", parse(timelineQuery, req.query)))
}
