import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import type { ImportDto } from "../../../../../../contract"
import { languageOf } from "../../../../../language"
import { stagesOf } from "../../../../../stages"
import { importIn } from "../../../reasons"

/** Puts back what stood before the import. */
export async function POST(req: AuthenticatedMedusaRequest, res: MedusaResponse<{ import: ImportDto }>): Promise<void> {
  res.json({ import: importIn(languageOf(req), await stagesOf(req).imports.undo(req.params.id ?? "")) })
}
