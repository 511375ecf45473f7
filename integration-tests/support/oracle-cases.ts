import { DateTime } from "luxon"
import type { Filter } from "../../src/contract"
import type { World, WorldContext, WorldEvent, WorldLine, WorldProfile, WorldSource } from "./world"

export type Value = string | number | boolean | string[] | Date | null | undefined
export type Dimension = string | number | boolean | string[] | null | undefined

export interface Fact {
  at: Date
  dimensions: Record<string, Dimension>
  amount?: number
  /** Items of an order or a cart, where filters look at them. */
  lines?: { dimensions: Record<string, Dimension>; amount: number; quantity: number }[]
}

type Passes = (dimensions: Record<string, Dimension>, filters: readonly Filter[]) => boolean

/** How the contract defines a field, as a loop over facts. */
export type Case =
  | { kind: "value" | "instant" | "day"; value: (world: World, id: number, now: Date) => Value }
  | { kind: "sequence" }
  | {
      kind: "figure"
      missing?: "zero"
      facts: (world: World, id: number, now: Date) => Fact[]
      figure: (facts: Fact[], filters: readonly Filter[], passes: Passes, zone: { zone: string }) => number | undefined
    }

interface Session {
  at: Date
  last: Date
  first: string
  seconds: number
  source: WorldSource | null
  context: WorldContext | null
  landing: string | undefined
}

const inOrder = (a: { at: Date; id: string }, b: { at: Date; id: string }): number =>
  a.at.getTime() - b.at.getTime() || (a.id < b.id ? -1 : 1)
export const eventsOf = (world: World, id: number): WorldEvent[] => world.events.filter(({ profile }) => profile === id).sort(inOrder)

function sessionsOf(world: World, id: number): Session[] {
  return visitsOf(eventsOf(world, id)).map((own) => {
    return {
      ...{ at: own[0].at, last: own[own.length - 1]?.at ?? own[0].at, first: own[0].id },
      seconds: own.reduce((sum, { seconds }) => sum + (seconds ?? 0), 0),
      ...{ source: own[0].source, context: own[0].context },
      landing: own.find(({ name, page }) => name === "page_viewed" && page)?.page?.path,
    }
  })
}

/** Events of one session id, cut where it is older than 24 hours: the next event starts another session. */
function visitsOf(events: WorldEvent[]): [WorldEvent, ...WorldEvent[]][] {
  const visits = new Map<string, [WorldEvent, ...WorldEvent[]][]>()
  for (const event of events) {
    const key = `${event.visitor} ${event.session}`
    const known = visits.get(key) ?? []
    const latest = known.at(-1)
    if (latest && event.at.getTime() - latest[0].at.getTime() <= 86_400_000) latest.push(event)
    else visits.set(key, [...known, [event]])
  }
  return [...visits.values()].flat()
}

const sum = (numbers: number[]): number => numbers.reduce((total, one) => total + one, 0)
const dayIn = (at: Date, zone: string): DateTime => DateTime.fromJSDate(at, { zone })

function eventFacts(name: string | null, dimensions: (event: WorldEvent, world: World) => Record<string, Dimension>) {
  return (world: World, id: number): Fact[] =>
    eventsOf(world, id)
      .filter((event) => name === null || event.name === name)
      .map((event) => ({ at: event.at, dimensions: dimensions(event, world), amount: event.seconds ?? 0 }))
}

const count: (Case & { kind: "figure" })["figure"] = (facts, filters, passes) =>
  facts.filter((fact) => passes(fact.dimensions, filters)).length

const counted = (name: string | null, dimensions: (event: WorldEvent, world: World) => Record<string, Dimension> = () => ({})): Case => ({
  ...{ kind: "figure", missing: "zero", facts: eventFacts(name, dimensions), figure: count },
})

const ofProduct = (world: World, id: string | null): Record<string, Dimension> => {
  const product = world.products.find((one) => one.id === id)
  return {
    ...{ product_id: id, category_id: product?.categories, collection_id: product?.collection },
    ...{ product_tag_id: product?.tags, product_type_id: product?.type },
  }
}

const sessionFacts = (world: World, id: number): Fact[] =>
  sessionsOf(world, id).map(({ at, seconds, source, context, landing }) => ({
    at,
    amount: seconds,
    dimensions: { ...source, ...context, landing_path: landing },
  }))

const ITEM = ["product_id", "variant_id", "category_id", "collection_id", "product_tag_id", "product_type_id"]

const linesOf = (world: World, lines: WorldLine[]): NonNullable<Fact["lines"]> =>
  lines.map(({ product, variant, quantity, returned, total }) => ({
    dimensions: { ...ofProduct(world, product), variant_id: variant },
    quantity: quantity - returned,
    amount: (total * (quantity - returned)) / quantity,
  }))

const orderFacts = (world: World, id: number): Fact[] =>
  world.orders
    .filter(({ profile, canceled }) => profile === id && !canceled)
    .map((order) => ({
      at: order.at,
      amount: order.total - sum(world.refunds.filter((refund) => refund.order === order.id).map((refund) => refund.amount)),
      dimensions: { sales_channel_id: order.channel, region_id: order.region, currency_code: order.currency, promotion_code: order.codes },
      lines: linesOf(world, order.lines),
    }))

/** The orders that the filters leave, with their amount and the quantity of the lines that the item filters leave. */
function orderParts(facts: Fact[], filters: readonly Filter[], passes: Passes): { amount: number; quantity: number }[] {
  const onItems = filters.filter(({ dimension }) => ITEM.includes(dimension))
  const onOrder = filters.filter(({ dimension }) => !ITEM.includes(dimension))
  return facts
    .filter((fact) => passes(fact.dimensions, onOrder))
    .flatMap(({ amount = 0, lines = [] }) => {
      const matching = lines.filter((line) => passes(line.dimensions, onItems))
      if (onItems.length > 0 && matching.length === 0) return []
      return [
        {
          amount: onItems.length > 0 ? sum(matching.map((line) => line.amount)) : amount,
          quantity: sum(matching.map((line) => line.quantity)),
        },
      ]
    })
}

const ofOrders = (figure: (orders: { amount: number; quantity: number }[]) => number | undefined, missing?: "zero"): Case => ({
  ...{ kind: "figure", missing, facts: orderFacts },
  figure: (facts, filters, passes) => figure(orderParts(facts, filters, passes)),
})

const mean = (numbers: number[]): number | undefined => (numbers.length > 0 ? sum(numbers) / numbers.length : undefined)
const orderTimes = (world: World, id: number): number[] =>
  orderFacts(world, id)
    .map(({ at }) => at.getTime())
    .sort((a, b) => a - b)
const date = (ms: number | undefined): Date | undefined => (ms === undefined ? undefined : new Date(ms))

/** One to five: how many buyers have strictly less, in fifths of all buyers. */
function score(world: World, id: number, figure: (id: number) => number): number | undefined {
  const buyers = world.profiles.filter(({ id, left }) => !left && orderFacts(world, id).length > 0)
  if (!buyers.some((buyer) => buyer.id === id)) return undefined
  const below = buyers.filter((buyer) => figure(buyer.id) < figure(id)).length
  return Math.floor((5 * below) / buyers.length) + 1
}
const recency = (world: World, id: number): number | undefined => score(world, id, (one) => Math.max(...orderTimes(world, one)))
const frequency = (world: World, id: number): number | undefined => score(world, id, (one) => orderTimes(world, one).length)
const monetary = (world: World, id: number): number | undefined =>
  score(world, id, (one) => sum(orderFacts(world, one).map(({ amount = 0 }) => amount)))

/** An event as the filters of a step see it. */
export const stepDimensions = (event: WorldEvent): Record<string, Dimension> => ({ ...page(event), ...properties(event) })

/** Rows: recency 1 to 5. Columns: the mean of frequency and money, rounded up, 1 to 5. */
export const RFM_GRID = [
  ["lost", "hibernating", "at_risk", "at_risk", "cannot_lose"],
  ["hibernating", "hibernating", "at_risk", "at_risk", "cannot_lose"],
  ["about_to_sleep", "about_to_sleep", "needs_attention", "loyal", "loyal"],
  ["promising", "potential_loyalist", "potential_loyalist", "loyal", "loyal"],
  ["new_customer", "potential_loyalist", "potential_loyalist", "champions", "champions"],
]

function topCategory(world: World, id: number): string | undefined {
  const amounts = new Map<string, number>()
  for (const line of orderFacts(world, id).flatMap(({ lines = [] }) => lines)) {
    for (const category of (line.dimensions.category_id as string[] | undefined) ?? [])
      amounts.set(category, (amounts.get(category) ?? 0) + line.amount)
  }
  return [...amounts].filter(([, amount]) => amount > 0).sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1))[0]?.[0]
}

const openCarts = (world: World, id: number) =>
  world.carts.filter(({ profile, completed, deleted, quantity }) => profile === id && !completed && !deleted && quantity > 0)

const latest = (column: keyof WorldContext): Case => ({
  kind: "value",
  value: (world, id) =>
    sessionsOf(world, id).sort((a, b) => inOrder({ at: b.at, id: b.first }, { at: a.at, id: a.first }))[0]?.context?.[column],
})

function touch(which: "first" | "last", column: keyof WorldSource | "landing_path"): Case {
  return {
    kind: "value",
    value(world, id) {
      const sessions = sessionsOf(world, id).sort((a, b) => inOrder({ at: a.at, id: a.first }, { at: b.at, id: b.first }))
      const arrived = sessions.filter(({ source }) => source && source.channel !== "direct")
      const session = which === "first" ? sessions[0] : (arrived[arrived.length - 1] ?? sessions[sessions.length - 1])
      return column === "landing_path" ? session?.landing : session?.source?.[column]
    },
  }
}

const customer = (world: World, id: number): WorldProfile["customer"] => world.profiles.find((profile) => profile.id === id)?.customer
const ofCustomer = (value: (customer: NonNullable<WorldProfile["customer"]>) => Value, kind: "value" | "instant" = "value"): Case => ({
  kind,
  value: (world, id) => {
    const found = customer(world, id)
    return found && value(found)
  },
})
const consent = (purpose: "analytics" | "personalization" | "marketing"): Case => ({
  kind: "value",
  value: (world, id) => world.profiles.find((profile) => profile.id === id)?.consents[purpose],
})

function page({ page }: WorldEvent): Record<string, Dimension> {
  return { path: page?.path, title: page?.title, host: page?.host }
}
const properties = (event: WorldEvent): Record<string, Dimension> =>
  Object.fromEntries(Object.entries(event.properties).map(([key, value]) => [`properties.${key}`, value]))

const CONTEXT = [
  "device_type",
  "browser",
  "browser_version",
  "os",
  "os_version",
  "screen",
  "language",
  "country",
  "region",
  "city",
] as const
const TOUCH = ["source", "medium", "channel", "campaign", "term", "content", "referrer_host", "landing_path"] as const

export const CASES: Record<string, Case> = {
  "visit.type": {
    kind: "value",
    value: (world, id) => {
      const { length } = sessionsOf(world, id)
      return length === 0 ? undefined : length === 1 ? "new" : "returning"
    },
  },
  "visit.sessions": { kind: "figure", missing: "zero", facts: sessionFacts, figure: count },
  "visit.days_active": {
    ...{ kind: "figure", missing: "zero", facts: eventFacts(null, () => ({})) },
    figure: (facts, _, __, { zone }) => new Set(facts.map(({ at }) => dayIn(at, zone).toISODate())).size,
  },
  "visit.weeks_active": {
    ...{ kind: "figure", missing: "zero", facts: eventFacts(null, () => ({})) },
    figure: (facts, _, __, { zone }) => new Set(facts.map(({ at }) => dayIn(at, zone).toFormat("kkkk-WW"))).size,
  },
  "visit.engaged_time": {
    ...{ kind: "figure", missing: "zero", facts: eventFacts("page_engaged", () => ({})) },
    figure: (facts) => sum(facts.map(({ amount = 0 }) => amount)),
  },
  "visit.average_session_time": { kind: "figure", facts: sessionFacts, figure: (facts) => mean(facts.map(({ amount = 0 }) => amount)) },
  "visit.first_seen": { kind: "instant", value: (world, id) => eventsOf(world, id)[0]?.at },
  "visit.last_seen": { kind: "instant", value: (world, id) => eventsOf(world, id).pop()?.at },
  ...Object.fromEntries(CONTEXT.map((column) => [`visit.${column}`, latest(column)])),
  ...Object.fromEntries(
    TOUCH.flatMap((column) => [
      [`visit.first_${column}`, touch("first", column)],
      [`visit.last_${column}`, touch("last", column)],
    ])
  ),
  "behavior.page_views": counted("page_viewed", (event) => ({ ...page(event), query: event.query })),
  "behavior.clicks": counted("clicked", (event) => ({ ...page(event), ...event.properties })),
  "behavior.events": counted(null, (event) => ({ name: event.name, ...properties(event) })),
  "behavior.product_views": counted("product_viewed", (event, world) => ofProduct(world, event.product)),
  "behavior.cart_adds": counted("product_added", (event, world) => ofProduct(world, event.product)),
  "behavior.searches": counted("products_searched", (event) => ({ query: event.query })),
  "behavior.experience_views": counted("experience_viewed", (event) => event.properties),
  "behavior.sequence": { kind: "sequence" },
  "purchase.orders": ofOrders((orders) => orders.length, "zero"),
  "purchase.spent": ofOrders((orders) => sum(orders.map(({ amount }) => amount)), "zero"),
  "purchase.items": ofOrders((orders) => sum(orders.map(({ quantity }) => quantity)), "zero"),
  "purchase.average_order_value": ofOrders((orders) => mean(orders.map(({ amount }) => amount))),
  "purchase.largest_order": ofOrders((orders) => (orders.length > 0 ? Math.max(...orders.map(({ amount }) => amount)) : undefined)),
  "purchase.first_order_at": { kind: "instant", value: (world, id) => date(orderTimes(world, id)[0]) },
  "purchase.last_order_at": { kind: "instant", value: (world, id) => date(orderTimes(world, id).pop()) },
  "purchase.days_between_orders": {
    kind: "value",
    value: (world, id) => {
      const times = orderTimes(world, id)
      const [first, last] = [times[0], times[times.length - 1]]
      return first === undefined || last === undefined || times.length < 2 ? undefined : (last - first) / 86_400_000 / (times.length - 1)
    },
  },
  "purchase.refunds": refunds((facts) => facts.length),
  "purchase.refunded_amount": refunds((facts) => sum(facts.map(({ amount = 0 }) => amount))),
  "purchase.top_category": { kind: "value", value: topCategory },
  "purchase.abandoned_carts": {
    ...{ kind: "figure", missing: "zero" },
    facts: (world, id, now) =>
      openCarts(world, id)
        .filter(({ touched }) => touched.getTime() <= now.getTime() - world.cartAbandonedAfterMinutes * 60_000)
        .map((cart) => ({ at: cart.touched, dimensions: { cart_total: cart.total }, lines: linesOf(world, cart.lines) })),
    figure: (facts, filters, passes) => {
      const onItems = filters.filter(({ dimension }) => ITEM.includes(dimension))
      const onCart = filters.filter(({ dimension }) => !ITEM.includes(dimension))
      const passesLines = ({ lines = [] }: Fact): boolean => onItems.length === 0 || lines.some((line) => passes(line.dimensions, onItems))
      return facts.filter((fact) => passes(fact.dimensions, onCart) && passesLines(fact)).length
    },
  },
  "purchase.open_cart_total": {
    kind: "value",
    value: (world, id) =>
      openCarts(world, id).sort((a, b) => b.touched.getTime() - a.touched.getTime() || (a.id < b.id ? 1 : -1))[0]?.total,
  },
  "purchase.recency_score": { kind: "value", value: recency },
  "purchase.frequency_score": { kind: "value", value: frequency },
  "purchase.monetary_score": { kind: "value", value: monetary },
  "purchase.rfm_group": {
    kind: "value",
    value: (world, id) => {
      const [r, f, m] = [recency(world, id), frequency(world, id), monetary(world, id)]
      return r === undefined ? undefined : RFM_GRID[r - 1]?.[Math.ceil(((f ?? 1) + (m ?? 1)) / 2) - 1]
    },
  },
  "attribute.identified": { kind: "value", value: (world, id) => customer(world, id) !== undefined },
  "attribute.has_account": { kind: "value", value: (world, id) => customer(world, id)?.has_account ?? false },
  "attribute.email": ofCustomer(({ email }) => email),
  "attribute.email_domain": ofCustomer(({ email }) => email?.split("@")[1]),
  "attribute.first_name": ofCustomer(({ first_name }) => first_name),
  "attribute.last_name": ofCustomer(({ last_name }) => last_name),
  "attribute.phone": ofCustomer(({ phone }) => phone),
  "attribute.customer_since": ofCustomer(({ created_at }) => created_at, "instant"),
  "attribute.customer_groups": ofCustomer(({ groups }) => groups),
  "attribute.segments": { kind: "value", value: () => undefined },
  "attribute.consent_analytics": consent("analytics"),
  "attribute.consent_personalization": consent("personalization"),
  "attribute.consent_marketing": consent("marketing"),
  "attribute.age": {
    kind: "value",
    value: (world, id, now) => {
      const attributes = world.profiles.find((profile) => profile.id === id)?.attributes
      const birthday = attributes?.birthday as string | undefined
      if (birthday === undefined) return attributes?.age
      const today = dayIn(now, world.zone).toFormat("yyyy-MM-dd")
      const years = Number(today.slice(0, 4)) - Number(birthday.slice(0, 4))
      // Months and days as text compare as they follow each other: 02-29 comes after 02-28 and before 03-01.
      return today.slice(5) >= birthday.slice(5) ? years : years - 1
    },
  },
}

function refunds(figure: (facts: Fact[]) => number): Case {
  return {
    ...{ kind: "figure", missing: "zero", figure },
    facts: (world, id) => {
      const own = new Set(world.orders.filter(({ profile }) => profile === id).map((order) => order.id))
      return world.refunds.filter(({ order }) => own.has(order)).map(({ at, amount }) => ({ at, amount, dimensions: {} }))
    },
  }
}
