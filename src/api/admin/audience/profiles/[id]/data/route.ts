import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import type { PersonalData } from "../../../../../../contract"
import { actorOf } from "../../../../../actor"
import { stagesOf } from "../../../../../stages"

/** Everything that is kept about one person, as a file to hand over. */
export async function GET(req: AuthenticatedMedusaRequest, res: MedusaResponse<PersonalData>): Promise<void> {
  const data = await stagesOf(req).privacy.dataOf({ profileId: req.params.id ?? "" }, actorOf(req))
  res.setHeader("content-disposition", `attachment; filename="${data.profile_id}.json"`)
  res.setHeader("cache-control", "no-store")
  res.json(data)
}
