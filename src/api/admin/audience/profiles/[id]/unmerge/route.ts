import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { MedusaError } from "@medusajs/framework/utils"
import { z } from "@medusajs/framework/zod"
import type { ProfileDto, ProfileMerge } from "../../../../../../contract"
import { parse } from "../../../../../parse"
import { stagesOf } from "../../../../../stages"

const body = z.strictObject({
  /** Left out: the latest merge that stands. */
  merge_id: z.string().optional(),
})

/** Makes two persons again of one who was merged by mistake; answers this one and the other one as they now are. */
export async function POST(
  req: AuthenticatedMedusaRequest,
  res: MedusaResponse<{ profile: ProfileDto & { merges: ProfileMerge[] }; other: ProfileDto }>
): Promise<void> {
  const { identity, reports } = stagesOf(req)
  const id = req.params.id ?? ""
  const { merge_id: wanted } = parse(body, req.body ?? {})
  const profileId = await identity.profileIdOf(id)
  if (profileId === null) throw new MedusaError(MedusaError.Types.NOT_FOUND, `Profile with id: ${id} was not found`)
  const merges = await identity.mergesOf(profileId)
  const merge = merges.find((one) => (wanted === undefined ? one.can_undo : one.id === wanted))
  if (!merge)
    throw new MedusaError(
      MedusaError.Types.NOT_FOUND,
      wanted ? `Merge ${wanted} was not found for this profile` : "No merge of this profile is left to undo"
    )
  await identity.unmerge(identity.mergeIdOf(merge.id))
  const [profile, other] = [await reports.profile(id), await reports.profile(merge.other)]
  res.json({ profile: { ...profile, merges: await identity.mergesOf(profileId) }, other })
}
