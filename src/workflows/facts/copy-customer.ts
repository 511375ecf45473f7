import { createStep, createWorkflow, StepResponse, WorkflowResponse, type WorkflowData } from "@medusajs/framework/workflows-sdk"
import { ask } from "./ask"
import { audienceOf } from "./audience"
import { CUSTOMER_FIELDS, toCustomerRecord, type MedusaCustomer } from "./customer-record"

const copyCustomerStep = createStep("audience-copy-customer", async ({ ids }: { ids: string[] }, { container }) => {
  const customers = await ask<MedusaCustomer>(container, {
    entity: "customer",
    fields: CUSTOMER_FIELDS,
    filters: { id: ids },
    // A deleted customer keeps its row, and the mark is what we want to copy.
    withDeleted: true,
  })
  const changed = await audienceOf(container).facts.saveCustomers(customers.map(toCustomerRecord))
  return new StepResponse({ copied: customers.length, changed })
})

/** Brings our copies of these customers and their groups in line with Medusa's. */
export const copyCustomerWorkflow = createWorkflow("audience-copy-customer", (input: WorkflowData<{ ids: string[] }>) => {
  return new WorkflowResponse(copyCustomerStep(input))
})
