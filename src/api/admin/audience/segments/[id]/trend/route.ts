import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { parse } from "../../../../../parse"
import { stagesOf } from "../../../../../stages"
import { dateRange } from "../../../date-range"
import { trendQuery } from "../../../schemas"

/** Members, entered and left by day, week or month. */
export async function GET(req: AuthenticatedMedusaRequest, res: MedusaResponse): Promise<void> {
  const audience = stagesOf(req)
  const { interval, ...days } = parse(trendQuery, req.query)
  const { from, to } = dateRange(audience, days)
  const { id } = await audience.segments.get(req.params.id ?? "")
  res.json({ trend: await audience.membership.trend(id, from, to, interval) })
}
