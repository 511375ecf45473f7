import type { AttributeDto } from "../../../contract"
import type { Audience } from "../../../modules/audience"

type Attribute = Awaited<ReturnType<Audience["identity"]["attributes"]>>[number]

/** An attribute as answers carry it, with the name of its catalogue field. */
export function attributeDto(attribute: Attribute): AttributeDto {
  return { ...attribute, field: attribute.predefined ? `attribute.${attribute.key}` : `attribute.custom.${attribute.key}` }
}
