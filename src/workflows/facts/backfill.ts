import type { MedusaContainer } from "@medusajs/framework/types"
import { ContainerRegistrationKeys } from "@medusajs/framework/utils"
import { audienceOf } from "./audience"
import { COPIERS } from "./copiers"
import { copyLabelsWorkflow, LABEL_KINDS } from "./copy-labels"
import { requireOwnShop } from "./own-shop"
import { pagesById } from "./pages"

/** In this order: an order's customer and products are known when it comes. Carts that became orders come with them. */
const PHASES = [
  { phase: "products", kind: "product", filters: {} },
  { phase: "customers", kind: "customer", filters: {} },
  { phase: "orders", kind: "order", filters: {} },
  { phase: "carts", kind: "cart", filters: { completed_at: null } },
] as const

type Phase = (typeof PHASES)[number]["phase"]

const NAME = "backfill"
const PAGE = 200

/** How far the backfill is; kept in the database, so that another process can go on with it. */
export interface BackfillProgress {
  /** ISO 8601. */
  started_at: string
  finished_at: string | null
  phase: Phase | "labels" | "done"
  /** The last id of the phase that was copied. */
  cursor: string | null
  copied: Record<Phase, number>
}

/** Where the backfill stands; null before the first. */
export function backfillProgress(container: MedusaContainer): Promise<BackfillProgress | null> {
  return audienceOf(container).facts.progress<BackfillProgress>(NAME)
}

/** Asks for a backfill from the start, which the next {@link runBackfill} of any process carries out. One that runs goes on. */
export async function requestBackfill(container: MedusaContainer): Promise<BackfillProgress> {
  const { facts, clock } = audienceOf(container)
  const current = await backfillProgress(container)
  if (current && current.finished_at === null) return current
  const fresh: BackfillProgress = {
    started_at: clock.now().toISOString(),
    finished_at: null,
    phase: "labels",
    cursor: null,
    copied: { products: 0, customers: 0, orders: 0, carts: 0 },
  }
  await facts.noteProgress(NAME, fresh)
  return fresh
}

/**
 * Copies everything the shop has: names, products, customers, orders, open carts.
 *
 * Goes on where an interrupted run stopped; does nothing when the last one finished, or
 * when another process is at it. Running it again overwrites rows with themselves.
 *
 * @param onProgress told after every page
 * @throws MedusaError `not_allowed` for the database of another shop
 */
export async function runBackfill(container: MedusaContainer, onProgress?: (progress: BackfillProgress) => void): Promise<void> {
  const { facts, clock } = audienceOf(container)
  const logger = container.resolve(ContainerRegistrationKeys.LOGGER)
  if ((await backfillProgress(container))?.finished_at) return
  await facts.alone(NAME, async () => {
    const progress = (await backfillProgress(container)) ?? (await requestBackfill(container))
    if (progress.finished_at !== null) return
    await requireOwnShop(container)
    logger.info(`audience: backfill starts at ${progress.phase}`)
    const note = async (change: Partial<BackfillProgress>): Promise<void> => {
      Object.assign(progress, change)
      await facts.noteProgress(NAME, progress)
      onProgress?.(progress)
    }

    if (progress.phase === "labels") {
      for (const kind of LABEL_KINDS) await copyLabelsWorkflow(container).run({ input: { kind } })
      await note({ phase: "products", cursor: null })
    }
    for (const [at, { phase, kind, filters }] of PHASES.entries()) {
      if (progress.phase !== phase) continue
      for await (const rows of pagesById(container, { entity: kind, fields: ["id"], filters, size: PAGE, cursor: progress.cursor })) {
        await COPIERS[kind](
          container,
          rows.map(({ id }) => id)
        )
        progress.copied[phase] += rows.length
        await note({ cursor: rows.at(-1)?.id ?? null })
      }
      await note({ phase: PHASES[at + 1]?.phase ?? "done", cursor: null })
    }
    await note({ finished_at: clock.now().toISOString() })
    const { products, customers, orders, carts } = progress.copied
    logger.info(`audience: backfill done: ${products} products, ${customers} customers, ${orders} orders, ${carts} open carts`)
  })
}
