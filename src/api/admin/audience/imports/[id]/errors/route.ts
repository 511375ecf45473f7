import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { languageOf } from "../../../../../language"
import { stagesOf } from "../../../../../stages"
import { reasonIn } from "../../../reasons"

/** Everything that was refused, as CSV. */
export async function GET(req: AuthenticatedMedusaRequest, res: MedusaResponse): Promise<void> {
  const id = req.params.id ?? ""
  const csv = await stagesOf(req).imports.faults(id, (reason) => reasonIn(languageOf(req), reason))
  res.setHeader("content-type", "text/csv; charset=utf-8")
  res.setHeader("content-disposition", `attachment; filename="${id}-errors.csv"`)
  res.setHeader("cache-control", "no-store")
  res.send(csv)
}
