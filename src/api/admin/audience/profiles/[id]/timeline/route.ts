import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { parse } from "../../../../../parse"
import { stagesOf } from "../../../../../stages"
import { timelineQuery } from "../../../schemas"

/** What a person did, newest first; read on with `before` = `at` of the last entry. */
export async function GET(req: AuthenticatedMedusaRequest, res: MedusaResponse): Promise<void> {
  res.json({ timeline: await stagesOf(req).reports.timeline(req.params.id ?? "", parse(timelineQuery, req.query)) })
}
