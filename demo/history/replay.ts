import { DateTime } from "luxon"
import { WIRE_LIMITS } from "../../src/contract"
import type { Audience } from "../../src/modules/audience"
import { bodyOf, inRequests } from "./collect-body"
import type { Plan, PlannedVisit } from "./plan"
import { cartAsOf, isOrderedAtOnce, orderAsOf, type Records } from "./records"

export interface ReplayInput {
  audience: Audience
  /** Sets what the audience's clock says. */
  setClock: (at: Date) => void
  plan: Plan
  records: Records
  publishableKey: string
  timeZone: string
  update: (text: string) => void
}

const DAY_MS = 86_400_000

/**
 * Tells the plugin a plan, one day after another: what browsers sent, what the shop sold,
 * then fold and evaluation as the background loop would have done them at the end of that day.
 *
 * The clock stands at the end of the day that is told, so that windows, sessions and
 * daily counts come out as if the plugin had been there.
 */
export async function replay(input: ReplayInput): Promise<{ events: number }> {
  const { audience, plan, setClock, timeZone, update } = input
  const total = Math.ceil((plan.cut.getTime() - plan.from.getTime()) / DAY_MS)
  const known = new Set<string>()
  let events = 0
  let told = 0
  let from = plan.from
  for (let day = 1; from < plan.cut; day++) {
    const midnight = DateTime.fromJSDate(from, { zone: timeZone }).startOf("day").plus({ days: 1 }).toJSDate()
    const until = midnight < plan.cut ? midnight : plan.cut
    const now = new Date(until.getTime() - 1)
    const today = (at: Date | null | undefined): boolean => !!at && at >= from && at < until
    setClock(now)

    const first = told
    while ((plan.visits[told]?.endedAt ?? until) < until) told++
    const visits = plan.visits.slice(first, told)
    events += await collectAll(input, visits, now)
    await audience.identity.runTasks()
    await signIn(input, visits, known)
    await sell(input, today, now)
    await setAttributes(input, today)
    while ((await audience.rollups.fold()).events > 0);
    await audience.membership.tick()
    if (day % 7 === 0) await audience.collection.forgetOldEventIds()
    // Tables that grow from nothing outrun the server's own statistics.
    if (day === 30 || day % 120 === 0) await audience.database.pool.query("analyze")
    update(
      `${DateTime.fromJSDate(from, { zone: timeZone }).toFormat("d LLL yyyy")}, day ${day} of ${total}, ${events.toLocaleString("en")} events`
    )
    from = until
  }
  return { events }
}

async function collectAll({ audience, publishableKey }: ReplayInput, visits: PlannedVisit[], now: Date): Promise<number> {
  const requests = visits.flatMap((visit) => inRequests(visit, WIRE_LIMITS.events))
  const outcomes = await Promise.all(
    requests.map((visit) =>
      audience.collection.collect({
        body: bodyOf(visit, publishableKey, now),
        userAgent: visit.userAgent,
        headers: {},
        isKnownKey: (key) => key === publishableKey,
      })
    )
  )
  for (const outcome of outcomes) {
    if (outcome.status !== 202 || outcome.body.rejected.length > 0) throw new Error(`The history was refused: ${JSON.stringify(outcome)}`)
  }
  return requests.reduce((sum, visit) => sum + visit.events.length, 0)
}

/** The storefront's call after a customer's log-in, once for each browser. */
async function signIn({ audience, records }: ReplayInput, visits: PlannedVisit[], known: Set<string>): Promise<void> {
  for (const { visitor, customerId } of visits) {
    const customer = customerId ? records.customers.get(customerId) : undefined
    if (!customer || known.has(visitor)) continue
    await audience.identity.identifyCustomer({ visitor, customer })
    known.add(visitor)
  }
}

async function sell({ audience, plan, records }: ReplayInput, today: (at: Date | null | undefined) => boolean, now: Date): Promise<void> {
  const { facts } = audience
  const carts = plan.carts
    .filter((cart) => !isOrderedAtOnce(cart) && (today(cart.completedAt) || cart.lines.some(({ addedAt }) => today(addedAt))))
    .flatMap((cart) => {
      const record = records.carts.get(cart.id)
      return record ? [cartAsOf(record, cart, now)] : []
    })
  if (carts.length > 0) await facts.saveCarts(carts)
  const orders = plan.orders
    .filter((order) => today(order.placedAt) || today(order.canceledAt) || today(order.refund?.at))
    .flatMap(({ id }) => {
      const record = records.orders.get(id)
      return record ? [orderAsOf(record, now)] : []
    })
  if (orders.length > 0) await facts.saveOrders(orders)
}

/** What the shop's server knows about its customers. */
async function setAttributes({ audience, plan, records }: ReplayInput, today: (at: Date) => boolean): Promise<void> {
  for (const { at, customerId, values } of plan.attributes) {
    const customer = today(at) ? records.customers.get(customerId) : undefined
    if (customer) await audience.identity.setAttributes(await audience.identity.saveCustomer(customer), values, "api")
  }
}
