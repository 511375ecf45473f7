import { CATALOGUE } from "../shop/catalogue"
import type { SeededShop } from "../shop/seed"
import type { Plan } from "./plan"
import { simulate } from "./simulate"

const DAY_MS = 86_400_000
const TO = new Date("2026-11-23T12:00:00Z")
const CUT = new Date(TO.getTime() - DAY_MS)

const shop: SeededShop = {
  ...{ email: "a@b.c", password: "", publishableKey: "pk", secretKey: "sk", salesChannelId: "sc", regionId: "reg", shippingOptionIds: [] },
  categories: CATALOGUE.map(({ name, handle }) => ({ id: handle, name, handle })),
  products: CATALOGUE.flatMap(({ handle: category, products }) =>
    products.map(({ handle, title, price, alsoIn }) => ({
      ...{ id: handle, handle, title, price, categoryId: category, categoryHandle: category },
      categoryHandles: [category, ...(alsoIn ?? [])],
      variants: [{ id: `${handle}-variant`, title: "One" }],
    }))
  ),
}

function simulated(seed: number): Plan {
  return simulate({ seed, to: TO, cut: CUT, months: 2, timeZone: "Europe/Berlin", people: 600, shop, storefront: "http://localhost:8000" })
}

describe("simulate", () => {
  const plan = simulated(1)

  it("makes the same plan from the same seed, and another from another", () => {
    expect(simulated(1)).toEqual(plan)
    expect(simulated(2).visits[0]).not.toEqual(plan.visits[0])
  })

  it("gives every event, visitor and session an id of its own", () => {
    const events = [...plan.visits, ...plan.late].flatMap((visit) => visit.events)
    expect(new Set(events.map(({ id }) => id)).size).toBe(events.length)
    const sessions = [...plan.visits, ...plan.late].map((visit) => new Set(visit.events.map(({ session }) => session)))
    expect(sessions.every(({ size }) => size === 1)).toBe(true)
  })

  it("keeps events in order, within their visit and before now", () => {
    for (const { events, endedAt } of [...plan.visits, ...plan.late]) {
      const times = events.map(({ at }) => Date.parse(at))
      expect(times).toEqual([...times].sort((a, b) => a - b))
      expect(times.at(-1)).toBeLessThanOrEqual(endedAt.getTime())
      expect(endedAt.getTime()).toBeLessThan(TO.getTime())
    }
  })

  it("leaves what begins after the cut to the running shop", () => {
    expect(plan.late.length).toBeGreaterThan(0)
    expect(plan.late.every(({ events }) => Date.parse(events[0]?.at ?? "") >= CUT.getTime())).toBe(true)
    const rows = [...plan.carts.map(({ touchedAt }) => touchedAt), ...plan.orders.map(({ placedAt }) => placedAt)]
    expect(Math.max(...rows.map((at) => at.getTime()))).toBeLessThan(CUT.getTime() + DAY_MS / 4)
  })

  it("orders only carts that a visitor has filled, by a customer who exists by then", () => {
    const linked = new Map(
      plan.visits.flatMap((visit) =>
        visit.events.filter(({ name }) => name === "cart_linked").map(({ properties }) => [properties?.cart_id, visit.visitor] as const)
      )
    )
    const customers = new Map(plan.customers.map((customer) => [customer.id, customer]))
    expect(plan.orders.length).toBeGreaterThan(0)
    for (const { cart, customerId, placedAt } of plan.orders) {
      expect(cart.lines.length).toBeGreaterThan(0)
      expect(linked.get(cart.id)).toBe(cart.visitor)
      expect(customers.get(customerId)?.createdAt.getTime()).toBeLessThanOrEqual(placedAt.getTime())
    }
  })

  it("is skewed as shops are: most visitors come once, few products draw most eyes", () => {
    const visits = new Map<string, number>()
    const views = new Map<unknown, number>()
    for (const { visitor, events } of plan.visits) {
      visits.set(visitor, (visits.get(visitor) ?? 0) + 1)
      for (const { name, properties } of events) {
        if (name === "product_viewed") views.set(properties?.product_id, (views.get(properties?.product_id) ?? 0) + 1)
      }
    }
    const counts = [...visits.values()]
    expect(counts.filter((count) => count === 1).length / counts.length).toBeGreaterThan(0.4)
    expect(Math.max(...counts)).toBeGreaterThan(10)
    const ranked = [...views.values()].sort((a, b) => b - a)
    const top = ranked.slice(0, Math.ceil(ranked.length / 5)).reduce((sum, count) => sum + count, 0)
    expect(top / ranked.reduce((sum, count) => sum + count, 0)).toBeGreaterThan(0.4)
  })
})
