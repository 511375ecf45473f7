import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { stagesOf } from "../../../../../stages"

/** What rests on a segment. As long as another segment does, it cannot be deleted. */
export async function GET(req: AuthenticatedMedusaRequest, res: MedusaResponse): Promise<void> {
  res.json({ uses: await stagesOf(req).reports.uses(req.params.id ?? "") })
}
