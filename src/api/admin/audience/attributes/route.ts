import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import type { AttributeDto } from "../../../../contract"
import { parse } from "../../../parse"
import { stagesOf } from "../../../stages"
import { attributeDto } from "../attribute-dto"
import { createAttribute } from "../schemas"

export async function GET(req: AuthenticatedMedusaRequest, res: MedusaResponse<{ attributes: AttributeDto[] }>): Promise<void> {
  res.json({ attributes: (await stagesOf(req).identity.attributes()).map(attributeDto) })
}

/** Defines an attribute of the shop's own; its values come by `identify`, `profiles/batch` and imports. */
export async function POST(req: AuthenticatedMedusaRequest, res: MedusaResponse<{ attribute: AttributeDto }>): Promise<void> {
  const attribute = await stagesOf(req).identity.defineAttribute(parse(createAttribute, req.body))
  res.json({ attribute: attributeDto(attribute) })
}
