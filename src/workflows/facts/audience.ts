import type { MedusaContainer } from "@medusajs/framework/types"
import { AUDIENCE_MODULE, type Audience, type AudienceModuleService } from "../../modules/audience"

/** The plugin's stages, out of a container of the shop. */
export function audienceOf(container: MedusaContainer): Audience {
  return container.resolve<AudienceModuleService>(AUDIENCE_MODULE).stages
}
