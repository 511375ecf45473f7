import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import type { AudienceHealth } from "../../../../contract"
import { reconciliations } from "../../../../workflows/facts"
import { stagesOf } from "../../../stages"

/** How the stages are doing, and when the copies were last compared with Medusa. */
export async function GET(req: AuthenticatedMedusaRequest, res: MedusaResponse<AudienceHealth>): Promise<void> {
  const { reconciliation } = await reconciliations(req.scope)
  const summary = reconciliation && {
    finished_at: reconciliation.finished_at,
    repaired: reconciliation.repaired.reduce((sum, { count }) => sum + count, 0),
    error: reconciliation.error,
  }
  res.json({ ...(await stagesOf(req).reports.health()), reconciliation: summary })
}
