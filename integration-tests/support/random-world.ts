import fc from "fast-check"
import { DateTime } from "luxon"
import type {
  AttributeType,
  AttributeValue,
  World,
  WorldCart,
  WorldContext,
  WorldEvent,
  WorldLine,
  WorldOrder,
  WorldProfile,
  WorldSource,
} from "./world"

/** Draws one value of an arbitrary. */
export type Draw = <Value>(arbitrary: fc.Arbitrary<Value>) => Value

/** Draws that follow from one number: a world and the questions about it are told in full by it. */
export function drawsFrom(seed: number): Draw {
  let next = seed
  return <Value>(arbitrary: fc.Arbitrary<Value>) => fc.sample(arbitrary, { numRuns: 1, seed: next++ })[0] as Value
}

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** Zones, each with an instant near which its clocks change. */
export const MOMENTS: [zone: string, now: string][] = [
  ["Europe/Berlin", "2026-03-29T10:30:00Z"],
  ["America/New_York", "2026-11-01T18:15:30.250Z"],
  ["America/Santiago", "2026-09-07T02:59:59.999Z"],
  ["Asia/Tokyo", "2024-02-29T15:00:00Z"],
  // The first instant of a day without midnight, and half past the first of a day's two midnights.
  ["Africa/Cairo", "2026-04-23T22:00:00Z"],
  ["America/Havana", "2026-11-01T04:30:00Z"],
]

const pick = <Value>(...values: Value[]): fc.Arbitrary<Value> => fc.constantFrom(...values)
const maybe = <Value>(arbitrary: fc.Arbitrary<Value>): fc.Arbitrary<Value | null> => fc.option(arbitrary, { freq: 3 })

const ATTRIBUTES: World["attributes"] = [
  ...(
    [
      ["age", "number"],
      ["gender", "choice"],
      ["birthday", "date"],
      ["member_id", "text"],
      ["member_tier", "choice"],
      ["points", "number"],
      ["satisfaction_score", "number"],
    ] as [string, AttributeType][]
  ).map(([key, type]) => ({ key, type, predefined: true })),
  ...(
    [
      ["note", "text"],
      ["score", "number"],
      ["vip", "boolean"],
      ["renewal", "date"],
      ["plan", "choice"],
      ["interests", "list"],
    ] as [string, AttributeType][]
  ).map(([key, type]) => ({ key, type, predefined: false })),
]

const PRODUCTS: World["products"] = [
  { id: "prod_mug", collection: "pcol_home", type: null, categories: ["pcat_home", "pcat_gifts"], tags: ["ptag_new"] },
  { id: "prod_shirt", collection: null, type: "ptyp_wear", categories: ["pcat_wear"], tags: [] },
  { id: "prod_card", collection: "pcol_sale", type: "ptyp_paper", categories: [], tags: ["ptag_new", "ptag_sale"] },
]
const productId = pick("prod_mug", "prod_shirt", "prod_card", "prod_gone")

/** Any time of the past weeks, and the edges of every kind of window; now and then a clock that runs ahead. */
function times(now: Date, zone: string): fc.Arbitrary<Date> {
  const midnight = (days: number): number => DateTime.fromJSDate(now, { zone }).startOf("day").minus({ days }).startOf("day").toMillis()
  const edge = fc
    .tuple(
      pick(
        now.getTime(),
        now.getTime() - HOUR,
        now.getTime() - 90 * MINUTE,
        now.getTime() - 48 * HOUR,
        midnight(0),
        midnight(1),
        midnight(6),
        midnight(-1)
      ),
      fc.integer({ min: -1, max: 1 })
    )
    .map(([at, shift]) => at + shift)
  const any = fc.integer({ min: 0, max: 40 * DAY }).map((ago) => now.getTime() - ago)
  const recent = fc.integer({ min: 0, max: 3 * HOUR }).map((ago) => now.getTime() - ago)
  const ahead = fc.integer({ min: 1, max: 2 * DAY }).map((by) => now.getTime() + by)
  return fc
    .oneof({ weight: 5, arbitrary: any }, { weight: 4, arbitrary: recent }, { weight: 3, arbitrary: edge }, { weight: 1, arbitrary: ahead })
    .map((at) => new Date(at))
}

/** A small world that holds something of everything the catalogue asks about. */
export function randomWorld(draw: Draw): World {
  const [zone, nowText] = draw(pick(...MOMENTS))
  const now = new Date(nowText)
  const time = times(now, zone)
  const cartAbandonedAfterMinutes = draw(pick(60, 0.1))
  const profiles = Array.from({ length: 9 }, (_, i) => profile(draw, i + 1, now))
  const buyers = profiles.filter(({ left }) => left !== "merged" && left !== "erased").map(({ id }) => id)
  const orders = Array.from({ length: draw(fc.integer({ min: 4, max: 14 })) }, (_, i) =>
    order(draw, `order_${i}`, draw(pick(...buyers)), time)
  )
  const refunds = Array.from({ length: draw(fc.integer({ min: 0, max: 4 })) }, (_, i) => ({
    id: `ref_${i}`,
    order: draw(pick(...orders)).id,
    amount: draw(amount) / 4,
    at: draw(time),
  }))
  const carts = Array.from({ length: draw(fc.integer({ min: 2, max: 10 })) }, (_, i) =>
    cart(draw, `cart_${i}`, draw(pick(...buyers)), cartTime(time, now, cartAbandonedAfterMinutes))
  )
  const events = buyers.flatMap((id) => sessions(draw, id, time, now))
  return { zone, now, cartAbandonedAfterMinutes, profiles, events, products: PRODUCTS, orders, refunds, carts, attributes: ATTRIBUTES }
}

const amount = fc.integer({ min: 0, max: 40 })

function cartTime(time: fc.Arbitrary<Date>, now: Date, wait: number): fc.Arbitrary<Date> {
  const edge = fc.integer({ min: -1, max: 1 }).map((shift) => new Date(now.getTime() - wait * MINUTE + shift))
  return fc.oneof({ weight: 3, arbitrary: time }, { weight: 1, arbitrary: edge })
}

function profile(draw: Draw, id: number, now: Date): WorldProfile {
  const left = id === 7 ? "internal" : id === 8 ? "merged" : id === 9 ? "erased" : undefined
  const consents: WorldProfile["consents"] = {}
  for (const purpose of ["analytics", "personalization", "marketing"] as const) {
    const given = draw(pick(true, false, undefined))
    if (given !== undefined) consents[purpose] = given
  }
  const customer = draw(fc.boolean())
    ? {
        email: draw(maybe(pick("Ada@Shop.test", "bob@shop.test", "50%_off@other.test"))),
        first_name: draw(maybe(pick("Ada", "ÄNNE", "O'Neil"))),
        last_name: draw(maybe(pick("Love", "Straße"))),
        phone: draw(maybe(pick("+49 30 1", "+1 555"))),
        has_account: draw(fc.boolean()),
        groups: draw(fc.subarray(["cusgroup_a", "cusgroup_b", "cusgroup_c"])),
        created_at: draw(fc.integer({ min: 0, max: 900 }).map((days) => new Date(now.getTime() - days * DAY - HOUR * (days % 24)))),
      }
    : undefined
  const attributes: Record<string, AttributeValue> = {}
  for (const { key, type } of ATTRIBUTES) {
    if (draw(fc.boolean())) attributes[key] = draw(attributeValue(key, type, now))
  }
  return {
    id,
    ...(left ? { left } : {}),
    consents,
    ...(customer && !left ? { customer } : {}),
    attributes: left === "erased" ? {} : attributes,
  }
}

function attributeValue(key: string, type: AttributeType, now: Date): fc.Arbitrary<AttributeValue> {
  if (key === "gender") return pick("female", "male", "other")
  if (key === "member_tier") return pick("bronze", "silver", "gold")
  if (key === "birthday") {
    const around = fc.tuple(fc.integer({ min: 0, max: 60 }), fc.integer({ min: -3, max: 3 })).map(([years, days]) => {
      return DateTime.fromJSDate(now, { zone: "utc" }).minus({ years }).plus({ days }).toFormat("yyyy-MM-dd")
    })
    return fc.oneof(around, pick("2000-02-29", "2008-02-29", "1999-03-01", "1999-02-28"))
  }
  switch (type) {
    case "text":
      return pick("Alpha", "alpha", "a_b", "50%", "back\\slash")
    case "number":
      return fc.integer({ min: -8, max: 80 }).map((quarter) => quarter / 4)
    case "boolean":
      return fc.boolean()
    case "date":
      return fc
        .integer({ min: -40, max: 40 })
        .map((days) => DateTime.fromJSDate(now, { zone: "utc" }).plus({ days }).toFormat("yyyy-MM-dd"))
    case "choice":
      return pick("basic", "pro")
    case "list":
      return fc.subarray(["tea", "coffee", "cake"])
  }
}

const line = fc.record<WorldLine>({
  product: fc.option(productId, { freq: 5 }),
  variant: fc.option(pick("variant_s", "variant_m"), { freq: 5 }),
  quantity: pick(1, 2, 4),
  returned: pick(0, 0, 1),
  total: amount,
})

function order(draw: Draw, id: string, profile: number, time: fc.Arbitrary<Date>): WorldOrder {
  return {
    ...{ id, profile, at: draw(time), canceled: draw(pick(false, false, false, true)), total: draw(amount) },
    currency: draw(pick("eur", "usd")),
    channel: draw(maybe(pick("sc_web", "sc_app"))),
    region: draw(maybe(pick("reg_eu", "reg_us"))),
    codes: draw(fc.subarray(["SALE10", "Welcome", "sale10"])),
    lines: draw(fc.array(line, { minLength: 0, maxLength: 3 })),
  }
}

function cart(draw: Draw, id: string, profile: number, time: fc.Arbitrary<Date>): WorldCart {
  return {
    ...{ id, profile, touched: draw(time), total: draw(amount), quantity: draw(pick(0, 1, 2)) },
    completed: draw(pick(false, false, true)),
    deleted: draw(pick(false, false, false, true)),
    lines: draw(fc.array(line, { minLength: 0, maxLength: 2 })),
  }
}

const source = fc.record<WorldSource>({
  source: pick("google", "direct", "newsletter"),
  medium: pick("organic", "none", "email"),
  channel: pick("organic_search", "direct", "email"),
  campaign: maybe(pick("Spring", "50%_off")),
  term: maybe(pick("red mug")),
  content: maybe(pick("banner")),
  referrer_host: maybe(pick("www.google.com", "news.test")),
})

const context = fc.record<WorldContext>({
  device_type: maybe(pick("mobile", "desktop", "tablet")),
  browser: maybe(pick("Chrome", "Safari")),
  browser_version: maybe(pick("142", "18.1")),
  os: maybe(pick("iOS", "Windows")),
  os_version: maybe(pick("18", "11")),
  screen: maybe(pick("1440x900")),
  language: maybe(pick("de-DE", "en-US")),
  country: maybe(pick("DE", "US")),
  region: maybe(pick("Berlin", "New York")),
  city: maybe(pick("Berlin", "Zürich")),
})

const page = fc.record({
  host: pick("shop.test", "www.shop.test"),
  path: pick("/", "/Sale", "/sale/shoes", "/straße", "/a_b", "/50%"),
  title: pick("", "Sale", "Home"),
})

const text = pick("Buy", "buy now", "x_1", "100%", "back\\slash")

function sessions(draw: Draw, profile: number, time: fc.Arbitrary<Date>, now: Date): WorldEvent[] {
  const events: WorldEvent[] = []
  const count = draw(fc.integer({ min: 0, max: 4 }))
  for (let i = 0; i < count; i++) {
    const start = draw(time)
    const common = {
      profile,
      visitor: profile * 10 + (i % 2),
      session: draw(fc.uuid()),
      source: draw(maybe(source)),
      context: draw(context),
    }
    const length = draw(fc.integer({ min: 1, max: 5 }))
    for (let step = 0; step < length; step++) {
      const at = step === 0 ? start : new Date(start.getTime() + draw(fc.integer({ min: 0, max: 2 * HOUR })))
      // A clock that runs ahead is one thing, a session that lasts into next week another.
      if (at.getTime() - now.getTime() < 3 * DAY) events.push({ ...event(draw), ...common, at })
    }
  }
  return events
}

function event(draw: Draw): Omit<WorldEvent, "profile" | "visitor" | "session" | "source" | "context" | "at"> {
  const name = draw(
    pick(
      "page_viewed",
      "page_viewed",
      "page_engaged",
      "clicked",
      "product_viewed",
      "product_added",
      "products_searched",
      "experience_viewed",
      "gift_wrapped"
    )
  )
  const properties: WorldEvent["properties"] = {}
  if (name === "clicked") for (const key of ["label", "href", "element"]) if (draw(fc.boolean())) properties[key] = draw(text)
  if (name === "experience_viewed")
    Object.assign(properties, { experience_id: draw(pick("exp_1", "exp_2")), variant: draw(pick("a", "B")) })
  if (name === "gift_wrapped") {
    if (draw(fc.boolean()))
      properties.color = draw(pick<string | number | boolean | string[]>("Red", "blue", 7, true, ["Red", "green"], []))
    if (draw(fc.boolean())) properties.size = draw(pick<string | number>(1, 2.5, 10, "10"))
  }
  return {
    id: draw(fc.uuid()),
    name,
    page: draw(fc.option(page, { freq: 6 })),
    seconds: name === "page_engaged" ? draw(fc.integer({ min: 0, max: 240 })) / 2 : null,
    product: name.startsWith("product_") ? draw(fc.option(productId, { freq: 6 })) : null,
    query: name === "products_searched" || name === "page_viewed" ? draw(maybe(text)) : null,
    properties,
  }
}
