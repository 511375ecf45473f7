import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { audienceOf } from "./audience"
import { compareCarts } from "./compare-carts"
import { compareOrders } from "./compare-orders"
import { COPIERS } from "./copiers"
import { copyLabelsWorkflow, LABEL_KINDS } from "./copy-labels"
import type { Differences, DifferingDay } from "./differences"
import { pagesById } from "./pages"
import { firstIdSince } from "./recent-id"

const NAME = "reconciliation"
const AT_ONCE = 100
const PAGE = 500

export interface ReconciliationReport {
  /** ISO 8601. */
  started_at: string
  finished_at: string
  /** Only what was created since then was compared; null for everything. */
  since: string | null
  orders: { compared: number; differing_days: DifferingDay[] }
  carts: { compared: number; differing_days: DifferingDay[] }
}

/** What the last reconciliation found; null before the first. */
export function lastReconciliation(container: MedusaContainer): Promise<ReconciliationReport | null> {
  return audienceOf(container).facts.progress<ReconciliationReport>(NAME)
}

/**
 * Compares our copies with Medusa and copies again what differs: whatever an event that got
 * lost, or a copy that failed, has left wrong. Answers null when another process is at it.
 *
 * @param since compares only the orders and carts that were created since then
 */
export async function reconcile(container: MedusaContainer, since: Date | null = null): Promise<ReconciliationReport | null> {
  const { facts, clock } = audienceOf(container)
  const logger = container.resolve(ContainerRegistrationKeys.LOGGER)
  return facts.alone(NAME, async () => {
    const started = clock.now()
    if (!since) await copyNamesAndPeople(container)
    const orders = await compareOrders(container, since && firstIdSince("order", since))
    const carts = await compareCarts(container, since && firstIdSince("cart", since))
    await copyAgain(container, "order", orders)
    await copyAgain(container, "cart", carts)
    const report: ReconciliationReport = {
      started_at: started.toISOString(),
      finished_at: clock.now().toISOString(),
      since: since?.toISOString() ?? null,
      orders: { compared: orders.compared, differing_days: orders.days() },
      carts: { compared: carts.compared, differing_days: carts.days() },
    }
    await facts.noteProgress(NAME, report)
    const repaired = orders.ids.length + carts.ids.length
    if (repaired > 0) logger.warn(`audience: reconciliation copied ${orders.ids.length} orders and ${carts.ids.length} carts again`)
    return report
  })
}

/** These are few, or cheap to compare while copying: what is the same is not written. */
async function copyNamesAndPeople(container: MedusaContainer): Promise<void> {
  for (const kind of LABEL_KINDS) await copyLabelsWorkflow(container).run({ input: { kind } })
  for (const kind of ["product", "customer"] as const) {
    for await (const rows of pagesById(container, { entity: kind, fields: ["id"], size: PAGE })) {
      await COPIERS[kind](
        container,
        rows.map(({ id }) => id)
      )
    }
  }
}

async function copyAgain(container: MedusaContainer, kind: "order" | "cart", { ids }: Differences): Promise<void> {
  for (let at = 0; at < ids.length; at += AT_ONCE) await COPIERS[kind](container, ids.slice(at, at + AT_ONCE))
}
