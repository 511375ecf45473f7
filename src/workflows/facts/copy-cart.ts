import { createStep, createWorkflow, StepResponse, WorkflowResponse, type WorkflowData } from "@medusajs/framework/workflows-sdk"
import type { MedusaContainer } from "@medusajs/framework/types"
import { ask } from "./ask"
import { audienceOf } from "./audience"
import { CART_FIELDS, toCartRecord, type MedusaCart } from "./cart-record"

const copyCartStep = createStep("audience-copy-cart", async ({ ids }: { ids: string[] }, { container }) => {
  const { facts, clock } = audienceOf(container)
  const readAt = clock.now()
  const carts = await ask<MedusaCart>(container, { entity: "cart", fields: CART_FIELDS, filters: { id: ids } })
  const removals = await lastRemovals(container, carts)
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

/**
 * When a line of each cart was removed last.
 *
 * Asked apart, because Medusa would count removed lines into a cart's total. A line that the
 * cart still had when it was read has not been removed yet as far as this copy goes: with
 * its date the next copy would find the contents changed and nothing newer.
 */
async function lastRemovals(container: MedusaContainer, carts: MedusaCart[]): Promise<Map<string, Date>> {
  const removed = await ask<{ id: string; cart_id: string; deleted_at: string | Date }>(container, {
    entity: "line_item",
    fields: ["id", "cart_id", "deleted_at"],
    filters: { cart_id: carts.map(({ id }) => id), deleted_at: { $ne: null } },
    withDeleted: true,
  })
  const standing = new Set(carts.flatMap((cart) => (cart.items ?? []).map(({ id }) => id)))
  const latest = new Map<string, Date>()
  for (const line of removed) {
    const at = new Date(line.deleted_at)
    const known = latest.get(line.cart_id)
    if (!standing.has(line.id) && (!known || at > known)) latest.set(line.cart_id, at)
  }
  return latest
}
