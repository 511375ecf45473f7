import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import type { PersonDto } from "../../../../../contract"
import { actorOf } from "../../../../actor"
import { parse } from "../../../../parse"
import { stagesOf } from "../../../../stages"
import { updateProfile } from "../../schemas"

/** One person, with the merges in their past. */
export async function GET(req: AuthenticatedMedusaRequest, res: MedusaResponse<{ profile: PersonDto }>): Promise<void> {
  res.json({ profile: await person(req) })
}

/** Makes a person internal, or an ordinary one, or leaves that to the domain of their e-mail address. */
export async function POST(req: AuthenticatedMedusaRequest, res: MedusaResponse<{ profile: PersonDto }>): Promise<void> {
  const { identity } = stagesOf(req)
  const { internal } = parse(updateProfile, req.body)
  const profileId = await identity.profileIdOf((await person(req)).id)
  if (profileId !== null) await identity.setInternal(profileId, internal)
  res.json({ profile: await person(req) })
}

async function person(req: AuthenticatedMedusaRequest): Promise<PersonDto> {
  const { identity, reports } = stagesOf(req)
  const profile = await reports.profile(req.params.id ?? "")
  const profileId = await identity.profileIdOf(profile.id)
  if (profileId === null) return { ...profile, internal: false, internal_by: null, merges: [] }
  return { ...profile, ...(await identity.internalOf(profileId)), merges: await identity.mergesOf(profileId) }
}

/** Forgets a person and answers a receipt of what was removed. */
export async function DELETE(req: AuthenticatedMedusaRequest, res: MedusaResponse): Promise<void> {
  const id = req.params.id ?? ""
  const receipt = await stagesOf(req).privacy.erase({ profileId: id }, actorOf(req))
  res.json({ id, object: "profile", deleted: true, receipt })
}
