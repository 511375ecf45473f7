import type { MedusaContainer } from "@medusajs/framework/types"
import { AUDIENCE_MODULE, type AudienceModuleService } from "../modules/audience"

/** Deletes events and people that are older than the options allow to keep. */
export default async function applyRetention(container: MedusaContainer): Promise<void> {
  await container.resolve<AudienceModuleService>(AUDIENCE_MODULE).stages.privacy.applyRetention()
}

export const config = { name: "audience-retention", schedule: "17 3 * * *" }
