import { DateTime } from "luxon"
import type { SeededShop } from "../shop/seed"
import { busyness, isSale, momentOf } from "./calendar"
import { medusaId } from "./ids"
import { drawPerson, userAgentOf, type Device, type Person } from "./people"
import type { Plan, PlannedCart, PlannedCustomer, PlannedOrder, PlannedVisit } from "./plan"
import { createRandom } from "./random"
import type { VisitRecorder } from "./recorder"
import { createShelf } from "./shelf"
import { simulateVisit } from "./visit"
import { NEWSLETTER, SALE_ADS, type Origin } from "./world"

export interface SimulationInput {
  seed: number
  /** Now: the history ends here. */
  to: Date
  /** From here on visits are left for the running shop. */
  cut: Date
  months: number
  timeZone: string
  people: number
  shop: SeededShop
  /** Address of the storefront, without a slash at its end. */
  storefront: string
}

const FREE_SHIPPING_FROM = 80
const SHIPPING = 4.9
const TIERS = [[1200, "platinum"], [600, "gold"], [250, "silver"], [0, "bronze"]] as const // prettier-ignore

/** How the shop knows a person so far. */
interface Relation {
  guest: PlannedCustomer | null
  account: PlannedCustomer | null
  spent: number
  openCarts: Map<Device, PlannedCart>
}

/** Lets people visit the shop day after day; the same input gives the same plan. */
export function simulate(input: SimulationInput): Plan {
  const random = createRandom(input.seed)
  const shelf = createShelf(input.shop)
  const lastDay = DateTime.fromJSDate(input.to, { zone: input.timeZone }).startOf("day")
  const firstDay = lastDay.minus({ months: input.months })
  const days = Math.round(lastDay.diff(firstDay, "days").days) + 1
  const dayAt = (index: number): DateTime => firstDay.plus({ days: index })
  const sales = Array.from({ length: days }, (_, index) => isSale(dayAt(index)))
  const weights = Array.from({ length: days }, (_, index) => busyness(dayAt(index), index / days))
  const total = weights.reduce((sum, weight) => sum + weight, 0)

  const plan: Plan = {
    ...{ from: firstDay.toJSDate(), cut: input.cut, to: input.to },
    ...{ visits: [], customers: [], carts: [], orders: [], attributes: [], late: [] },
  }
  const relations = new Map<Person, Relation>()
  const coming: { person: Person; origin: Origin }[][] = Array.from({ length: days }, () => [])
  let number = 0

  for (let index = 0; index < days; index++) {
    const newcomers = random.poisson(((weights[index] ?? 0) / total) * input.people)
    for (let i = 0; i < newcomers; i++) {
      const person = drawPerson(++number, shelf.categories, random)
      relations.set(person, { guest: null, account: null, spent: 0, openCarts: new Map() })
      const origin = sales[index] && random.chance(0.3) ? SALE_ADS : person.origin
      coming[index]?.push({ person, origin })
    }
    const today = (coming[index] ?? []).map((visitor) => ({
      ...visitor,
      at: momentOf(dayAt(index), visitor.person.place.timeZone, random),
    }))
    for (const { person, origin, at } of today.sort((a, b) => a.at.getTime() - b.at.getTime())) {
      // A visit that had not ended by the end of the history did not happen yet.
      if (at.getTime() > input.to.getTime() - 3_600_000) continue
      visit(person, origin, at, index)
    }
  }
  for (const visits of [plan.visits, plan.late]) visits.sort((a, b) => a.endedAt.getTime() - b.endedAt.getTime())
  return plan

  function visit(person: Person, origin: Origin, at: Date, dayIndex: number): void {
    const relation = relationOf(person)
    const device = random.chance(0.75) ? firstOf(person.devices) : random.pick(person.devices)
    // Medusa holds a cart as it was at the cut; later visits begin one of their own.
    const late = at >= input.cut
    const openCart = late ? null : (relation.openCarts.get(device) ?? null)
    const outcome = simulateVisit({
      ...{ person, device, origin, at, shelf, random, openCart },
      storefront: input.storefront,
      sale: sales[dayIndex] ?? false,
    })
    const { recorder, cart } = outcome
    const signsUp = !late && (outcome.ordered ? person.likesAccounts : outcome.depth > 6 && random.chance(0.05))
    if (signsUp && !relation.account) {
      signUp(person, relation, recorder)
      device.signedIn = true
    } else if (!late && relation.account && !device.signedIn && (outcome.ordered || random.chance(0.3))) {
      device.signedIn = true
    }
    const account = device.signedIn ? relation.account : null
    if (cart && !openCart && !late) {
      relation.openCarts.set(device, cart)
      plan.carts.push(cart)
    }
    if (cart && outcome.ordered) {
      const orderId = late ? null : order(person, relation, device, cart, recorder.now())
      if (orderId) {
        recorder.open(`/orders/${orderId}?thanks`, "Order · Hearth & Hollow")
        recorder.wait(12)
      }
    } else if (cart && account) {
      Object.assign(cart, { customerId: account.id, email: account.email })
    }
    const events = recorder.end()
    const visit: PlannedVisit = {
      endedAt: recorder.now(),
      visitor: device.visitor,
      userAgent: userAgentOf(device.kind, at),
      screen: device.screen,
      place: person.place,
      marketing: person.marketing,
      events,
      customerId: account?.id ?? null,
    }
    if (late) {
      const { email, firstName, lastName, place } = person
      const asGuest = outcome.ordered && !account ? { email, firstName, lastName, country: place.country } : null
      plan.late.push({ ...visit, cart, orderedBy: asGuest })
    } else {
      plan.visits.push(visit)
    }
    scheduleNext(person, relation, outcome.ordered, cart !== null, dayIndex)
  }

  function signUp(person: Person, relation: Relation, recorder: VisitRecorder): void {
    recorder.open("/sign-up", "Sign up · Hearth & Hollow")
    recorder.wait(25)
    relation.account = customer(person, recorder.now(), true)
    const values = { age: person.age, gender: person.gender, member_tier: "bronze", points: 0 }
    plan.attributes.push({ at: recorder.now(), customerId: relation.account.id, values })
  }

  function scheduleNext(person: Person, relation: Relation, ordered: boolean, hasCart: boolean, dayIndex: number): void {
    const comesBack = Math.min(0.97, person.loyalty + (ordered ? 0.3 : hasCart ? 0.22 : 0))
    if (!random.chance(comesBack)) return
    const pause = hasCart && !ordered && random.chance(0.5) ? random.int(0, 3) : Math.round(random.exponential(person.rhythm))
    // Nobody of this history comes twice on one day: two visits must not overlap.
    const next = dayIndex + Math.max(1, pause)
    const known = relation.account ?? relation.guest
    const origin: Origin =
      known && person.marketing && random.chance(0.3) ? NEWSLETTER : random.chance(0.55) ? { name: "direct" } : person.origin
    coming[next]?.push({ person, origin })
  }

  function order(person: Person, relation: Relation, device: Device, cart: PlannedCart, at: Date): string {
    const buyer = device.signedIn && relation.account ? relation.account : (relation.guest ??= customer(person, at, false))
    const goods = cart.lines.reduce((sum, line) => sum + line.unitPrice * line.quantity, 0)
    const shipping = goods >= FREE_SHIPPING_FROM ? 0 : SHIPPING
    Object.assign(cart, { customerId: buyer.id, email: buyer.email, completedAt: at, touchedAt: at })
    relation.openCarts.delete(device)
    const isCanceled = random.chance(0.03)
    const isRefunded = !isCanceled && random.chance(0.05)
    const later = new Date(at.getTime() + random.int(1, 12) * 86_400_000)
    const hasHappened = later < input.cut
    const id = medusaId("order", at, random)
    plan.orders.push({
      id,
      ...{ cart, shipping, customerId: buyer.id, email: buyer.email, placedAt: at },
      canceledAt: isCanceled && hasHappened ? later : null,
      refund: isRefunded && hasHappened ? { amount: firstOf(cart.lines).unitPrice, at: later } : null,
    } satisfies PlannedOrder)
    relation.spent += goods + shipping
    if (buyer.hasAccount) {
      const tier = TIERS.find(([from]) => relation.spent >= from)?.[1] ?? "bronze"
      const values: Record<string, string | number> = { member_tier: tier, points: Math.round(relation.spent) }
      if (random.chance(0.3)) values.satisfaction_score = Math.min(10, Math.max(1, Math.round(random.normal(8.2, 1.6))))
      plan.attributes.push({ at, customerId: buyer.id, values })
    }
    return id
  }

  function customer(person: Person, at: Date, hasAccount: boolean): PlannedCustomer {
    const { email, firstName, lastName } = person
    const made = { id: medusaId("cus", at, random), ...{ email, firstName, lastName, hasAccount }, createdAt: at }
    plan.customers.push(made)
    return made
  }

  function relationOf(person: Person): Relation {
    const relation = relations.get(person)
    if (!relation) throw new Error("a person without a relation to the shop")
    return relation
  }
}

function firstOf<Item>(items: readonly Item[]): Item {
  const [item] = items
  if (item === undefined) throw new Error("an empty list has no first item")
  return item
}
