import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { pipeline } from "node:stream/promises"
import { parse } from "../../../../../parse"
import { stagesOf } from "../../../../../stages"
import { exportQuery } from "../../../schemas"

/** What a file holds when no fields are named. */
const DEFAULT_FIELDS = [
  "attribute.email",
  "attribute.first_name",
  "attribute.last_name",
  "visit.first_seen",
  "visit.last_seen",
  "purchase.orders",
  "purchase.spent",
]

/** All members as CSV. What is wrong with the request is answered as JSON, before the first byte of the file. */
export async function GET(req: AuthenticatedMedusaRequest, res: MedusaResponse): Promise<void> {
  const audience = stagesOf(req)
  const { fields = DEFAULT_FIELDS, format: _, ...query } = parse(exportQuery, req.query)
  const { id, handle } = await audience.segments.get(req.params.id ?? "")
  const rows = await audience.exports.csv(id, { ...query, fields })
  res.setHeader("content-type", "text/csv; charset=utf-8")
  res.setHeader("content-disposition", `attachment; filename="${handle}-${audience.clock.now().toISOString().slice(0, 10)}.csv"`)
  res.setHeader("cache-control", "no-store")
  try {
    await pipeline(rows, res)
  } catch (error) {
    // The head is sent: a broken transfer is all that can tell the reader that the file is not whole.
    audience.log.warn(`audience: export of segment ${id} ended early: ${(error as Error).message}`)
    res.destroy()
  }
}
