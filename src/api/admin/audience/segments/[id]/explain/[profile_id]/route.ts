import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { MedusaError } from "@medusajs/framework/utils"
import type { SegmentExplanation } from "../../../../../../../contract"
import { stagesOf } from "../../../../../../stages"
import { tellingOf } from "../../../../telling"

/** Why a person is in a segment, or is not: each condition with its result, what decided it, and when it changes by itself. */
export async function GET(req: AuthenticatedMedusaRequest, res: MedusaResponse<SegmentExplanation>): Promise<void> {
  const { identity, membership, segments, reports } = stagesOf(req)
  const { id } = await segments.get(req.params.id ?? "")
  const publicId = req.params.profile_id ?? ""
  const profileId = await identity.profileIdOf(publicId)
  const [profile] = profileId === null ? [] : await reports.profileDtos([profileId])
  if (profileId === null || !profile) throw new MedusaError(MedusaError.Types.NOT_FOUND, `Profile with id: ${publicId} was not found`)
  res.json({ ...(await membership.explain(id, profileId, await tellingOf(req))), profile_id: profile.id })
}
