import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import type { ErasureReceipt, PersonalData } from "../../../../contract"
import { actorOf } from "../../../actor"
import { stagesOf } from "../../../stages"

/** Everything that is kept about the signed-in customer. */
export async function GET(req: AuthenticatedMedusaRequest, res: MedusaResponse<PersonalData>): Promise<void> {
  res.setHeader("cache-control", "no-store")
  res.json(await stagesOf(req).privacy.dataOf({ customerId: req.auth_context.actor_id }, actorOf(req)))
}

/** Forgets the signed-in customer: what the plugin keeps, not Medusa's own records. */
export async function DELETE(req: AuthenticatedMedusaRequest, res: MedusaResponse<{ receipt: ErasureReceipt }>): Promise<void> {
  res.json({ receipt: await stagesOf(req).privacy.erase({ customerId: req.auth_context.actor_id }, actorOf(req)) })
}
