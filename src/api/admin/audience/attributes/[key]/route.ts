import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { MedusaError } from "@medusajs/framework/utils"
import type { AttributeDto, AttributeUse } from "../../../../../contract"
import { parse } from "../../../../parse"
import { stagesOf } from "../../../../stages"
import { attributeDto } from "../../attribute-dto"
import { changeAttribute } from "../../schemas"

/** An attribute with what rests on it, for whoever thinks of deleting it. */
export async function GET(req: AuthenticatedMedusaRequest, res: MedusaResponse<AttributeUse>): Promise<void> {
  const { identity, segments } = stagesOf(req)
  const found = (await identity.attributes()).find(({ key }) => key === req.params.key)
  if (!found) throw new MedusaError(MedusaError.Types.NOT_FOUND, `Attribute with key: ${req.params.key} was not found`)
  const attribute = attributeDto(found)
  const [count, users] = await Promise.all([identity.countValues(found.id), segments.usersOfField(attribute.field)])
  res.json({ attribute, values_count: count, segments: users.map(({ id, name }) => ({ id, name })) })
}

export async function POST(req: AuthenticatedMedusaRequest, res: MedusaResponse<{ attribute: AttributeDto }>): Promise<void> {
  const changed = await stagesOf(req).identity.changeAttribute(req.params.key ?? "", parse(changeAttribute, req.body))
  res.json({ attribute: attributeDto(changed) })
}

/** Deletes an attribute of the shop's own with everybody's values of it; refused while a segment uses it. */
export async function DELETE(req: AuthenticatedMedusaRequest, res: MedusaResponse): Promise<void> {
  const id = req.params.key ?? ""
  await stagesOf(req).identity.deleteAttribute(id)
  res.json({ id, object: "attribute", deleted: true })
}
