import type { MedusaRequest } from "@medusajs/framework/http"
import { AUDIENCE_MODULE, type Audience, type AudienceModuleService } from "../modules/audience"

/** The plugin's stages, for a route to call. */
export function stagesOf(req: Pick<MedusaRequest, "scope">): Audience {
  return req.scope.resolve<AudienceModuleService>(AUDIENCE_MODULE).stages
}
