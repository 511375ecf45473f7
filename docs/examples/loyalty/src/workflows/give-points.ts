import { createStep, createWorkflow, StepResponse, WorkflowResponse, type WorkflowData } from "@medusajs/framework/workflows-sdk"
import { LOYALTY_MODULE } from "../modules/loyalty"
import type LoyaltyModuleService from "../modules/loyalty/service"

interface GivePoints {
  customer_id: string
  points: number
  reason: string
}

const saveEntryStep = createStep(
  "save-loyalty-entry",
  async (input: GivePoints, { container }) => {
    const loyalty = container.resolve<LoyaltyModuleService>(LOYALTY_MODULE)
    const entry = await loyalty.createLoyaltyEntries({ ...input, given_at: new Date() })
    return new StepResponse(entry, entry.id)
  },
  async (id, { container }) => {
    if (id) await container.resolve<LoyaltyModuleService>(LOYALTY_MODULE).deleteLoyaltyEntries(id)
  }
)

/** Whoever gets points may enter or leave a segment: the plugin is told after the entry is saved. */
const touchProfileStep = createStep("touch-profile", async ({ customer_id }: GivePoints, { container }) => {
  await container
    .resolve<{ touchProfiles(of: { customerIds: string[] }): Promise<number> }>("audience")
    .touchProfiles({ customerIds: [customer_id] })
  return new StepResponse(undefined)
})

/** Gives a customer points (or takes them, where they are negative), and has the segments follow. */
export const givePointsWorkflow = createWorkflow("give-points", (input: WorkflowData<GivePoints>) => {
  const entry = saveEntryStep(input)
  touchProfileStep(input)
  return new WorkflowResponse(entry)
})
