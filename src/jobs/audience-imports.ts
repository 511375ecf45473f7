import type { MedusaContainer } from "@medusajs/framework/types"
import { AUDIENCE_MODULE, type AudienceModuleService } from "../modules/audience"

/** Deletes imported files and what an undo would have needed, once they are too old. */
export default async function forgetOldImports(container: MedusaContainer): Promise<void> {
  await container.resolve<AudienceModuleService>(AUDIENCE_MODULE).stages.imports.forgetOld()
}

export const config = { name: "audience-imports", schedule: "57 1 * * *" }
