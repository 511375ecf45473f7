import type { MedusaContainer } from "@medusajs/framework/types"
import { Modules } from "@medusajs/framework/utils"
import { AUDIENCE_MODULE, type AudienceModuleService } from "../../src/modules/audience"
import { createAudience } from "../../src/modules/audience/audience"
import { copyLabelsWorkflow, copyProductWorkflow } from "../../src/workflows/facts"
import { LABEL_KINDS } from "../../src/workflows/facts/copy-labels"
import type { SeededShop } from "../shop/seed"
import { writeToMedusa } from "./medusa-rows"
import type { LateVisit } from "./plan"
import { readRecords } from "./records"
import { replay } from "./replay"
import { chooseTesters, createSegments } from "./segments"
import { simulate } from "./simulate"

const SEED = 20_261_123
const MONTHS = 13
const PEOPLE = 2_450
/** The last day comes over HTTP, when the shop runs. */
const LATE_MS = 86_400_000

export interface Filled {
  summary: string
  pending: LateVisit[]
}

/** Gives a seeded shop its past, through the plugin's own stages with a clock of their own. */
export async function fillHistory(input: {
  container: MedusaContainer
  shop: SeededShop
  storefront: string
  update: (text: string) => void
  done: (text: string) => void
}): Promise<Filled> {
  const { container, shop, storefront, update, done } = input
  const service = container.resolve<AudienceModuleService>(AUDIENCE_MODULE)
  const { timeZone } = service.options
  // From here on the clock is ours: the shop's own background loop would evaluate as of today.
  await service.__hooks.onApplicationPrepareShutdown()

  const now = new Date()
  const plan = simulate({
    seed: SEED,
    to: now,
    cut: new Date(now.getTime() - LATE_MS),
    months: MONTHS,
    timeZone,
    people: PEOPLE,
    shop,
    storefront,
  })
  await writeToMedusa(container, plan, shop, update)
  const records = await readRecords(container, plan, update)
  done(`${plan.customers.length} customers, ${plan.carts.length} carts and ${plan.orders.length} orders in Medusa`)

  let at = plan.from
  const { database, options, log } = service.stages
  const audience = createAudience({ database, options, log, clock: { now: () => at } })
  for (const kind of LABEL_KINDS) await copyLabelsWorkflow(container).run({ input: { kind } })
  await copyProductWorkflow(container).run({ input: { ids: shop.products.map(({ id }) => id) } })
  await audience.collection.ensurePartitions(plan.from, now)
  const segments = await createSegments(audience)
  const { events } = await replay({
    ...{ audience, plan, records, timeZone, update },
    publishableKey: shop.publishableKey,
    setClock: (instant) => (at = instant),
  })
  const [admin] = await container.resolve(Modules.USER).listUsers({ email: shop.email }, { select: ["id"] })
  await chooseTesters(audience, records.customers.values(), admin?.id)
  await audience.collection.stop()
  const visitors = new Set(plan.visits.map(({ visitor }) => visitor)).size
  const number = (count: number): string => count.toLocaleString("en")
  return {
    summary: `${number(visitors)} visitors with ${number(events)} events in ${MONTHS} months, ${number(plan.orders.length)} orders, ${segments + 1} segments`,
    pending: plan.late,
  }
}
