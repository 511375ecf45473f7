import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import type { PersonDto, ProfileMerge } from "../../../../../contract"
import { actorOf } from "../../../../actor"
import { parse } from "../../../../parse"
import { stagesOf } from "../../../../stages"
import { updateProfile } from "../../schemas"

type Person = PersonDto & { merges: ProfileMerge[] }

/** One person, with the merges in their past. */
export async function GET(req: AuthenticatedMedusaRequest, res: MedusaResponse<{ profile: Person }>): Promise<void> {
  res.json({ profile: await person(req) })
}

/** Makes a person internal, or an ordinary one again. */
export async function POST(req: AuthenticatedMedusaRequest, res: MedusaResponse<{ profile: Person }>): Promise<void> {
  const { identity } = stagesOf(req)
  const { internal } = parse(updateProfile, req.body)
  const profileId = await identity.profileIdOf((await person(req)).id)
  if (profileId !== null) await identity.setInternal(profileId, internal)
  res.json({ profile: await person(req) })
}

async function person(req: AuthenticatedMedusaRequest): Promise<Person> {
  const { identity, reports } = stagesOf(req)
  const profile = await reports.profile(req.params.id ?? "")
  const profileId = await identity.profileIdOf(profile.id)
  if (profileId === null) return { ...profile, internal: false, merges: [] }
  return { ...profile, internal: await identity.isInternal(profileId), merges: await identity.mergesOf(profileId) }
}

/** Forgets a person and answers a receipt of what was removed. */
export async function DELETE(req: AuthenticatedMedusaRequest, res: MedusaResponse): Promise<void> {
  const id = req.params.id ?? ""
  const receipt = await stagesOf(req).privacy.erase({ profileId: id }, actorOf(req))
  res.json({ id, object: "profile", deleted: true, receipt })
}
