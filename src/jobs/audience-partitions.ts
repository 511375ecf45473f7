import type { MedusaContainer } from "@medusajs/framework/types"
import { AUDIENCE_MODULE, type AudienceModuleService } from "../modules/audience"

/** Makes next month's place for events long before it begins. Every process may run it at once. */
export default async function preparePartitions(container: MedusaContainer): Promise<void> {
  await container.resolve<AudienceModuleService>(AUDIENCE_MODULE).stages.collection.preparePartitions()
}

export const config = { name: "audience-partitions", schedule: "17 1 * * *" }
