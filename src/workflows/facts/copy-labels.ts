import { createStep, createWorkflow, StepResponse, WorkflowResponse, type WorkflowData } from "@medusajs/framework/workflows-sdk"
import type { LabelKind } from "../../modules/audience"
import { ask } from "./ask"
import { audienceOf } from "./audience"

/** Where Medusa keeps the name that people see for each kind of id. */
const SOURCES: Record<LabelKind, { entity: string; field: string }> = {
  category: { entity: "product_category", field: "name" },
  collection: { entity: "product_collection", field: "title" },
  tag: { entity: "product_tag", field: "value" },
  type: { entity: "product_type", field: "value" },
  sales_channel: { entity: "sales_channel", field: "name" },
  region: { entity: "region", field: "name" },
  customer_group: { entity: "customer_group", field: "name" },
}

export const LABEL_KINDS = Object.keys(SOURCES) as LabelKind[]

interface CopyLabels {
  kind: LabelKind
  /** Every one of the kind, when left out. */
  ids?: string[]
}

const copyLabelsStep = createStep("audience-copy-labels", async ({ kind, ids }: CopyLabels, { container }) => {
  const { entity, field } = SOURCES[kind]
  const rows = await ask<{ id: string } & Record<string, string>>(container, {
    entity,
    fields: ["id", field],
    ...(ids ? { filters: { id: ids } } : {}),
  })
  // What Medusa has deleted keeps its name here: orders and rules may still speak of it.
  const changed = await audienceOf(container).facts.saveLabels(rows.map((row) => ({ kind, id: row.id, label: row[field] ?? row.id })))
  return new StepResponse({ copied: rows.length, changed })
})

/** Brings the names of categories, collections and so on in line with Medusa's. */
export const copyLabelsWorkflow = createWorkflow("audience-copy-labels", (input: WorkflowData<CopyLabels>) => {
  return new WorkflowResponse(copyLabelsStep(input))
})
