import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { MedusaError } from "@medusajs/framework/utils"
import type { ProfileAttribute } from "../../../../../../contract"
import type { Audience } from "../../../../../../modules/audience"
import { parse } from "../../../../../parse"
import { stagesOf } from "../../../../../stages"
import { attributeDto } from "../../../attribute-dto"
import { profileAttributes } from "../../../schemas"

type Answer = MedusaResponse<{ attributes: ProfileAttribute[] }>

async function profileOf({ identity }: Audience, publicId = ""): Promise<number> {
  const profileId = await identity.profileIdOf(publicId)
  if (profileId === null) throw new MedusaError(MedusaError.Types.NOT_FOUND, `Profile with id: ${publicId} was not found`)
  return profileId
}

async function attributesOf({ identity }: Audience, profileId: number): Promise<ProfileAttribute[]> {
  const values = await identity.valuesOf(profileId)
  return (await identity.attributes()).map((attribute) => {
    const { key, field, label, type, choices, personal } = attributeDto(attribute)
    const stored = values.get(key)
    return {
      ...{ key, field, label, type, choices, personal },
      value: stored?.value ?? null,
      source: stored?.source ?? null,
      updated_at: stored?.updatedAt.toISOString() ?? null,
    }
  })
}

/** What is known of a person, from where and since when. */
export async function GET(req: AuthenticatedMedusaRequest, res: Answer): Promise<void> {
  const audience = stagesOf(req)
  res.json({ attributes: await attributesOf(audience, await profileOf(audience, req.params.id)) })
}

/** Sets values by hand: all or none, since an admin who is told of a fault tries again. */
export async function POST(req: AuthenticatedMedusaRequest, res: Answer): Promise<void> {
  const audience = stagesOf(req)
  const { attributes: values } = parse(profileAttributes, req.body)
  const profileId = await profileOf(audience, req.params.id)
  const known = new Map((await audience.identity.attributes()).map((attribute) => [attribute.key, attribute]))
  for (const [key, value] of Object.entries(values)) {
    const attribute = known.get(key)
    const checked = attribute && value !== null ? audience.identity.checkValue(attribute, value) : null
    const reason = !attribute ? `there is no attribute "${key}"` : checked && "reason" in checked ? checked.reason : null
    if (reason) throw new MedusaError(MedusaError.Types.INVALID_DATA, `attributes.${key}: ${reason}`)
  }
  await audience.identity.setAttributes(profileId, values, "admin")
  res.json({ attributes: await attributesOf(audience, profileId) })
}
