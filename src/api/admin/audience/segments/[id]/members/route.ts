import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { parse } from "../../../../../parse"
import { stagesOf } from "../../../../../stages"
import { membersQuery } from "../../../schemas"

/** One page of a segment's members with the requested fields as columns. */
export async function GET(req: AuthenticatedMedusaRequest, res: MedusaResponse): Promise<void> {
  res.json(await stagesOf(req).reports.members(req.params.id ?? "", parse(membersQuery, req.query)))
}
