import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { parse } from "../../../parse"
import { stagesOf } from "../../../stages"
import { profilesQuery } from "../schemas"

/** One page of all profiles; `customer_id` finds the profile of one customer. */
export async function GET(req: AuthenticatedMedusaRequest, res: MedusaResponse): Promise<void> {
  const { customer_id: customerId, ...query } = parse(profilesQuery, req.query)
  const { members: profiles, ...page } = await stagesOf(req).reports.profiles({
    ...query,
    ...(customerId === undefined ? {} : { customerId }),
  })
  res.json({ profiles, ...page })
}
