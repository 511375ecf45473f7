import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import type { Catalogue } from "../../../../contract"
import { languageOf } from "../../../language"
import { stagesOf } from "../../../stages"
import { requestRights } from "../access/guard"

/** Families, fields, operators, dimensions and templates, as the rule builder needs them, and what the admin may do. */
export async function GET(req: AuthenticatedMedusaRequest, res: MedusaResponse): Promise<void> {
  const catalogue: Catalogue = { ...(await stagesOf(req).segments.catalogue(languageOf(req))), rights: await requestRights(req) }
  res.json(catalogue)
}
