import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { languageOf } from "../../../../../language"
import { parse } from "../../../../../parse"
import { stagesOf } from "../../../../../stages"
import { valuesQuery } from "../../../schemas"

/** Suggestions from real data for a field, or for one of its dimensions. */
export async function GET(req: AuthenticatedMedusaRequest, res: MedusaResponse): Promise<void> {
  const query = { ...parse(valuesQuery, req.query), language: languageOf(req) }
  const values = await stagesOf(req).segments.fieldValues(req.params.field ?? "", query)
  res.json({ values })
}
