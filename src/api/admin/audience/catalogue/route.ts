import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { stagesOf } from "../../../stages"

/** Families, fields, operators, dimensions and templates, as the rule builder needs them. */
export function GET(req: AuthenticatedMedusaRequest, res: MedusaResponse): void {
  res.json(stagesOf(req).segments.catalogue())
}
