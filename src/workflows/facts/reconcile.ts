import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import type { Compared, Reconciliation, Reconciliations } from "../../contract"
import { audienceOf } from "./audience"
import { compareCarts } from "./compare-carts"
import { compareOrders } from "./compare-orders"
import { COPIERS } from "./copiers"
import { copyCustomerWorkflow } from "./copy-customer"
import { copyLabelsWorkflow, LABEL_KINDS } from "./copy-labels"
import { copyProductWorkflow } from "./copy-product"
import type { Differences } from "./differences"
import { requireOwnShop } from "./own-shop"
import { pagesById } from "./pages"
import { firstIdSince } from "./recent-id"
import { Repairs } from "./repairs"

const NAME = "reconciliation"
const AT_ONCE = 100
const PAGE = 500
/** Comparisons that are kept: a month of nights. */
const KEPT = 30
const MS_A_SECOND = 1000

/** What the comparisons of the past weeks found and repaired. */
export async function reconciliations(container: MedusaContainer): Promise<Reconciliations> {
  const kept = await audienceOf(container).facts.progress<Partial<Reconciliations>>(NAME)
  return { reconciliation: kept?.reconciliation ?? null, earlier: kept?.earlier ?? [] }
}

/**
 * Compares our copies with Medusa and copies again what differs: whatever an event that got
 * lost, or a copy that failed, has left wrong. Answers null when another process is at it.
 *
 * One that fails is kept too, with its reason and what it had repaired by then. The database of another shop is left alone.
 *
 * @param since compares only the orders and carts that were created since then
 */
export async function reconcile(container: MedusaContainer, since: Date | null = null): Promise<Reconciliation | null> {
  const { facts, clock } = audienceOf(container)
  const logger = container.resolve(ContainerRegistrationKeys.LOGGER)
  return facts.alone(NAME, async () => {
    const started = clock.now()
    const repairs = new Repairs()
    const found: { orders: Compared; carts: Compared } = { orders: nothing(), carts: nothing() }
    const keep = async (error: Error | null): Promise<Reconciliation> => {
      const finished = clock.now()
      const report: Reconciliation = {
        started_at: started.toISOString(),
        finished_at: finished.toISOString(),
        seconds: (finished.getTime() - started.getTime()) / MS_A_SECOND,
        since: since?.toISOString() ?? null,
        repaired: repairs.list(),
        ...found,
        error: error?.message ?? null,
      }
      await facts.noteProgress(NAME, withBefore(report, await reconciliations(container)))
      return report
    }
    try {
      await requireOwnShop(container)
      if (!since) await copyNamesAndPeople(container, repairs)
      const orders = await compareOrders(container, since && firstIdSince("order", since))
      found.orders = { compared: orders.compared, differing_days: orders.days() }
      const carts = await compareCarts(container, since && firstIdSince("cart", since))
      found.carts = { compared: carts.compared, differing_days: carts.days() }
      await copyAgain(container, "order", orders, repairs)
      await copyAgain(container, "cart", carts, repairs)
    } catch (error) {
      await keep(error as Error)
      throw error
    }
    const report = await keep(null)
    const told = report.repaired.map(({ kind, count }) => `${count} ${kind}${count === 1 ? "" : "s"}`)
    if (told.length > 0) logger.warn(`audience: reconciliation copied again: ${told.join(", ")}`)
    return report
  })
}

const nothing = (): Compared => ({ compared: 0, differing_days: [] })

/** The days of the latest one are told, and those before it in short. */
function withBefore(latest: Reconciliation, { reconciliation: before, earlier }: Reconciliations): Reconciliations {
  if (!before) return { reconciliation: latest, earlier }
  const { orders: _, carts: __, ...run } = before
  return { reconciliation: latest, earlier: [run, ...earlier].slice(0, KEPT - 1) }
}

/** These are few, or cheap to compare while copying: what is the same is not written. */
async function copyNamesAndPeople(container: MedusaContainer, repairs: Repairs): Promise<void> {
  for (const kind of LABEL_KINDS) {
    const { result } = await copyLabelsWorkflow(container).run({ input: { kind } })
    repairs.add("name", result.changed)
  }
  for (const [kind, copy] of [
    ["product", copyProductWorkflow],
    ["customer", copyCustomerWorkflow],
  ] as const) {
    // prettier-ignore
    for await (const rows of pagesById(container, { entity: kind, fields: ["id"], size: PAGE })) {
      const { result } = await copy(container).run({ input: { ids: rows.map(({ id }) => id) } })
      repairs.add(kind, result.changed)
    }
  }
}

async function copyAgain(container: MedusaContainer, kind: "order" | "cart", { ids }: Differences, repairs: Repairs): Promise<void> {
  for (let at = 0; at < ids.length; at += AT_ONCE) {
    const some = ids.slice(at, at + AT_ONCE)
    await COPIERS[kind](container, some)
    repairs.add(kind, some)
  }
}
