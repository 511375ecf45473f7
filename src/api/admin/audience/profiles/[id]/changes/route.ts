import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { MedusaError } from "@medusajs/framework/utils"
import type { ProfileSegmentChange } from "../../../../../../contract"
import { parse } from "../../../../../parse"
import { stagesOf } from "../../../../../stages"
import { profileChangesQuery } from "../../../schemas"

interface Changes {
  changes: ProfileSegmentChange[]
  next_cursor: string | null
}

/** Which segments a person entered and left, and when; latest first. */
export async function GET(req: AuthenticatedMedusaRequest, res: MedusaResponse<Changes>): Promise<void> {
  const { identity, membership } = stagesOf(req)
  const { limit, cursor } = parse(profileChangesQuery, req.query)
  const publicId = req.params.id ?? ""
  const profileId = await identity.profileIdOf(publicId)
  if (profileId === null) throw new MedusaError(MedusaError.Types.NOT_FOUND, `Profile with id: ${publicId} was not found`)
  const { moves, next } = await membership.historyOf(profileId, { limit, before: cursor ?? null })
  res.json({ changes: moves.map((move) => ({ ...move, at: move.at.toISOString() })), next_cursor: next === null ? null : String(next) })
}
