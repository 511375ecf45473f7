import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { parse } from "../../../../../parse"
import { stagesOf } from "../../../../../stages"
import { dateRange } from "../../../date-range"
import { changesQuery } from "../../../schemas"

/** Who entered and left, when, and under which version of the definition; newest first. */
export async function GET(req: AuthenticatedMedusaRequest, res: MedusaResponse): Promise<void> {
  const audience = stagesOf(req)
  const { limit, offset, cursor, ...days } = parse(changesQuery, req.query)
  const { start, end } = dateRange(audience, days)
  const { id } = await audience.segments.get(req.params.id ?? "")
  res.json({ ...(await audience.reports.changes(id, { from: start, to: end, limit, offset, cursor })), offset, limit })
}
