import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import type { ProfileDto, ProfileMerge } from "../../../../../contract"
import { actorOf } from "../../../../actor"
import { stagesOf } from "../../../../stages"

/** One person, with the merges in their past. */
export async function GET(
  req: AuthenticatedMedusaRequest,
  res: MedusaResponse<{ profile: ProfileDto & { merges: ProfileMerge[] } }>
): Promise<void> {
  const { identity, reports } = stagesOf(req)
  const id = req.params.id ?? ""
  const profile = await reports.profile(id)
  const profileId = await identity.profileIdOf(id)
  res.json({ profile: { ...profile, merges: profileId === null ? [] : await identity.mergesOf(profileId) } })
}

/** Forgets a person and answers a receipt of what was removed. */
export async function DELETE(req: AuthenticatedMedusaRequest, res: MedusaResponse): Promise<void> {
  const id = req.params.id ?? ""
  const receipt = await stagesOf(req).privacy.erase({ profileId: id }, actorOf(req))
  res.json({ id, object: "profile", deleted: true, receipt })
}
