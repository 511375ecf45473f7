import type { MedusaContainer } from "@medusajs/framework/types"
import { AUDIENCE_MODULE, type AudienceModuleService } from "../modules/audience"

/** Deletes the ids of events that are too old to be sent again. */
export default async function forgetOldEventIds(container: MedusaContainer): Promise<void> {
  await container.resolve<AudienceModuleService>(AUDIENCE_MODULE).stages.collection.forgetOldEventIds()
}

export const config = { name: "audience-event-ids", schedule: "47 1 * * *" }
