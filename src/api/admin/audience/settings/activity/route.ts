import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import type { AudienceActivity } from "../../../../../contract"
import { stagesOf } from "../../../../stages"

/** Whether events arrive: what an open page of the settings asks for again and again. */
export async function GET(req: AuthenticatedMedusaRequest, res: MedusaResponse<AudienceActivity>): Promise<void> {
  res.json(await stagesOf(req).reports.activity())
}
