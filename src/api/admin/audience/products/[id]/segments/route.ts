import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import type { ProductAudience } from "../../../../../../contract"
import { stagesOf } from "../../../../../stages"

/** Which segments view and buy a product more than others. */
export async function GET(req: AuthenticatedMedusaRequest, res: MedusaResponse<ProductAudience>): Promise<void> {
  res.json(await stagesOf(req).reports.productAudience(req.params.id ?? ""))
}
