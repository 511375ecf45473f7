import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { reconcile } from "../workflows/facts"

/** Compares our copies with Medusa once a night and repairs what differs. */
export default async function reconcileFacts(container: MedusaContainer): Promise<void> {
  try {
    await reconcile(container)
  } catch (error) {
    container.resolve(ContainerRegistrationKeys.LOGGER).error(`audience: reconciliation failed: ${(error as Error).message}`)
  }
}

export const config = {
  name: "audience-reconcile-facts",
  schedule: "40 3 * * *",
}
