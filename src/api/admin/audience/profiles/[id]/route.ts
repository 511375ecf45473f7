import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { actorOf } from "../../../../actor"
import { stagesOf } from "../../../../stages"

export async function GET(req: AuthenticatedMedusaRequest, res: MedusaResponse): Promise<void> {
  res.json({ profile: await stagesOf(req).reports.profile(req.params.id ?? "") })
}

/** Forgets a person and answers a receipt of what was removed. */
export async function DELETE(req: AuthenticatedMedusaRequest, res: MedusaResponse): Promise<void> {
  const id = req.params.id ?? ""
  const receipt = await stagesOf(req).privacy.erase({ profileId: id }, actorOf(req))
  res.json({ id, object: "profile", deleted: true, receipt })
}
