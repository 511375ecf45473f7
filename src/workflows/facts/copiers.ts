import type { MedusaContainer } from "@medusajs/framework/types"
import { audienceOf } from "./audience"
import { copyCartWorkflow } from "./copy-cart"
import { copyCustomerWorkflow } from "./copy-customer"
import { copyLabelsWorkflow, LABEL_KINDS } from "./copy-labels"
import { copyOrderWorkflow } from "./copy-order"
import { copyProductWorkflow } from "./copy-product"
import type { LabelKind } from "../../modules/audience"

/** What can be copied by id. `group_members` ignores its ids. */
export type Copied = "order" | "cart" | "customer" | "product" | "group_members" | LabelKind

type Copier = (container: MedusaContainer, ids: string[]) => Promise<unknown>

const MEMBERS_AT_ONCE = 500

const labels = Object.fromEntries(
  LABEL_KINDS.map((kind) => [kind, (container, ids) => copyLabelsWorkflow(container).run({ input: { kind, ids } })])
) as Record<LabelKind, Copier>

/** The workflow behind each of them. */
export const COPIERS: Record<Copied, Copier> = {
  order: (container, ids) => copyOrderWorkflow(container).run({ input: { ids } }),
  cart: (container, ids) => copyCartWorkflow(container).run({ input: { ids } }),
  customer: (container, ids) => copyCustomerWorkflow(container).run({ input: { ids } }),
  product: (container, ids) => copyProductWorkflow(container).run({ input: { ids } }),
  group_members: copyGroupMembers,
  ...labels,
}

/**
 * Copies everybody whom we know in a customer group.
 *
 * Medusa's event about a removed membership names a row that is gone already: it cannot
 * be asked whose it was.
 */
async function copyGroupMembers(container: MedusaContainer): Promise<void> {
  const ids = await audienceOf(container).facts.customersInGroups()
  for (let at = 0; at < ids.length; at += MEMBERS_AT_ONCE) {
    await copyCustomerWorkflow(container).run({ input: { ids: ids.slice(at, at + MEMBERS_AT_ONCE) } })
  }
}
