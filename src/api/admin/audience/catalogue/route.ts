import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { languageOf } from "../../../language"
import { stagesOf } from "../../../stages"

/** Families, fields, operators, dimensions and templates, as the rule builder needs them. */
export async function GET(req: AuthenticatedMedusaRequest, res: MedusaResponse): Promise<void> {
  res.json(await stagesOf(req).segments.catalogue(languageOf(req)))
}
