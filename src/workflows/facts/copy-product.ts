import { createStep, createWorkflow, StepResponse, WorkflowResponse, type WorkflowData } from "@medusajs/framework/workflows-sdk"
import type { ProductRecord } from "../../modules/audience"
import { ask } from "./ask"
import { audienceOf } from "./audience"

const FIELDS = [
  "id", "title", "handle", "thumbnail", "collection_id", "type_id", "updated_at", "deleted_at", "categories.id", "tags.id",
] // prettier-ignore

interface MedusaProduct {
  id: string
  title: string
  handle: string | null
  thumbnail: string | null
  collection_id: string | null
  type_id: string | null
  updated_at: string | Date
  deleted_at: string | Date | null
  categories?: { id: string }[]
  tags?: { id: string }[]
}

const copyProductStep = createStep("audience-copy-product", async ({ ids }: { ids: string[] }, { container }) => {
  const products = await ask<MedusaProduct>(container, {
    entity: "product",
    fields: FIELDS,
    filters: { id: ids },
    // Orders outlive products: a deleted one keeps its name and its categories in reports.
    withDeleted: true,
  })
  const changed = await audienceOf(container).facts.saveProducts(products.map(toProductRecord))
  return new StepResponse({ copied: products.length, changed })
})

/** Brings our copies of these products in line with Medusa's. */
export const copyProductWorkflow = createWorkflow("audience-copy-product", (input: WorkflowData<{ ids: string[] }>) => {
  return new WorkflowResponse(copyProductStep(input))
})

function toProductRecord({ categories, tags, ...product }: MedusaProduct): ProductRecord {
  return {
    ...product,
    updated_at: new Date(product.updated_at),
    deleted_at: product.deleted_at ? new Date(product.deleted_at) : null,
    category_ids: (categories ?? []).map(({ id }) => id).sort(),
    tag_ids: (tags ?? []).map(({ id }) => id).sort(),
  }
}
