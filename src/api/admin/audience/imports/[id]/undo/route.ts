import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import type { ImportDto } from "../../../../../../contract"
import { stagesOf } from "../../../../../stages"

/** Puts back what stood before the import. */
export async function POST(req: AuthenticatedMedusaRequest, res: MedusaResponse<{ import: ImportDto }>): Promise<void> {
  res.json({ import: await stagesOf(req).imports.undo(req.params.id ?? "") })
}
