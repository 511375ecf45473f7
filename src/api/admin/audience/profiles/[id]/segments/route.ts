import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { MedusaError } from "@medusajs/framework/utils"
import type { ProfileSegment } from "../../../../../../contract"
import { stagesOf } from "../../../../../stages"

/** The segments a person is in, and since when. */
export async function GET(req: AuthenticatedMedusaRequest, res: MedusaResponse<{ segments: ProfileSegment[] }>): Promise<void> {
  const { identity, membership } = stagesOf(req)
  const publicId = req.params.id ?? ""
  const profileId = await identity.profileIdOf(publicId)
  if (profileId === null) throw new MedusaError(MedusaError.Types.NOT_FOUND, `Profile with id: ${publicId} was not found`)
  const segments = await membership.segmentsOf(profileId)
  res.json({ segments: segments.map(({ id, name, handle, since }) => ({ id, name, handle, since: since?.toISOString() ?? null })) })
}
