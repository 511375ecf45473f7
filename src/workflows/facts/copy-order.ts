import { createStep, createWorkflow, StepResponse, WorkflowResponse, type WorkflowData } from "@medusajs/framework/workflows-sdk"
import { ask } from "./ask"
import { audienceOf } from "./audience"
import { ORDER_FIELDS, toOrderRecord, type MedusaOrder } from "./order-record"

// Reading and saving are one step: its time of reading belongs to the rows, and rows that
// the workflow engine carried between two steps would come back with texts for dates.
const copyOrderStep = createStep("audience-copy-order", async ({ ids }: { ids: string[] }, { container }) => {
  const { facts, clock } = audienceOf(container)
  const readAt = clock.now()
  const orders = await ask<MedusaOrder>(container, { entity: "order", fields: ORDER_FIELDS, filters: { id: ids } })
  // A draft is no order yet; it comes again when it is placed.
  await facts.saveOrders(orders.filter((order) => !order.is_draft_order).map(toOrderRecord), readAt)
  const found = new Set(orders.map(({ id }) => id))
  const gone = ids.filter((id) => !found.has(id))
  if (gone.length > 0) await facts.deleteOrders(gone)
  return new StepResponse({ copied: orders.length })
})

/** Brings our copies of these orders in line with Medusa's; those it no longer has are forgotten. */
export const copyOrderWorkflow = createWorkflow("audience-copy-order", (input: WorkflowData<{ ids: string[] }>) => {
  return new WorkflowResponse(copyOrderStep(input))
})
