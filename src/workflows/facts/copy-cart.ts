import { createStep, createWorkflow, StepResponse, WorkflowResponse, type WorkflowData } from "@medusajs/framework/workflows-sdk"
import type { MedusaContainer } from "@medusajs/framework/types"
import { ask } from "./ask"
import { audienceOf } from "./audience"
import { CART_FIELDS, toCartRecord, type MedusaCart } from "./cart-record"

const copyCartStep = createStep("audience-copy-cart", async ({ ids }: { ids: string[] }, { container }) => {
  const { facts, clock } = audienceOf(container)
  const readAt = clock.now()
  const carts = await ask<MedusaCart>(container, { entity: "cart", fields: CART_FIELDS, filters: { id: ids } })
  const removals = await lastRemovals(container, ids)
  await facts.saveCarts(
    carts.map((cart) => toCartRecord(cart, removals.get(cart.id))),
    readAt
  )
  const found = new Set(carts.map(({ id }) => id))
  for (const id of ids) if (!found.has(id)) await facts.deleteCart(id, readAt)
  return new StepResponse({ copied: carts.length })
})

/** Brings our copies of these carts in line with Medusa's; those it no longer has are marked as gone. */
export const copyCartWorkflow = createWorkflow("audience-copy-cart", (input: WorkflowData<{ ids: string[] }>) => {
  return new WorkflowResponse(copyCartStep(input))
})

/** When a line of each cart was removed last. Asked apart: Medusa would count removed lines into a cart's total. */
async function lastRemovals(container: MedusaContainer, cartIds: string[]): Promise<Map<string, Date>> {
  const lines = await ask<{ cart_id: string; deleted_at: string | Date }>(container, {
    entity: "line_item",
    fields: ["cart_id", "deleted_at"],
    filters: { cart_id: cartIds, deleted_at: { $ne: null } },
    withDeleted: true,
  })
  const latest = new Map<string, Date>()
  for (const line of lines) {
    const removed = new Date(line.deleted_at)
    const known = latest.get(line.cart_id)
    if (!known || removed > known) latest.set(line.cart_id, removed)
  }
  return latest
}
