import fc from "fast-check"

/**
 * One thing that happens to a small shop, as plain data: fast-check shrinks a history of them to the
 * few that matter, and prints what is left. Browsers, customers, carts and orders are numbered.
 */
export type Step =
  | { happens: "visit"; browser: number; session: number; minutesAgo: number; clockAhead: number; events: VisitEvent[]; consent?: boolean }
  | { happens: "resend"; visit: number; consent?: boolean }
  | { happens: "sign in" | "sign out"; browser: number; customer: number }
  | { happens: "trait"; browser: number; attribute: AttributeChange }
  | { happens: "cart"; cart: number; browser: number | null; customer: number | null; minutesAgo: number; lines: Line[]; state: CartState }
  | { happens: "cart reported"; cart: number; browser: number }
  | { happens: "cart gone"; cart: number }
  | { happens: "order"; order: number; cart: number | null; customer: number; minutesAgo: number; usd: boolean; lines: Line[] }
  | { happens: "canceled" | "refunded" | "returned" | "order gone"; order: number }
  | { happens: "customer"; customer: number; groups: string[]; email: number; gone: boolean }
  | { happens: "attribute"; customer: number; attribute: AttributeChange }
  | { happens: "product"; product: number; categories: string[]; tags: string[]; collection: string | null }
  | { happens: "merge"; browsers: [number, number] }
  | { happens: "unmerge"; merge: number }
  | { happens: "erased"; who: "browser" | "customer"; number: number }
  | { happens: "internal"; browser: number; is: boolean }
  | { happens: "staff domain"; is: boolean }
  | { happens: "segment"; rule: RuleSeed }
  | { happens: "static segment" }
  | { happens: "decided"; segment: number; person: number; what: "add" | "exclude" | "remove" }
  | { happens: "segment edited"; segment: number; rule: RuleSeed }
  | { happens: "segment gone"; segment: number }
  | { happens: "time"; passes: number | "to midnight" | "past midnight" | "to the next turn" }
  | { happens: "evaluator starts anew" | "another process takes over" | "tick" | "round" }

export interface VisitEvent {
  name: string
  path: string
  secondsLater: number
  product: number | null
  text: string | null
}

export type CartState = "open" | "completed"
export type AttributeChange = [key: string, value: string | number | boolean | string[] | null]
export interface Line {
  product: number
  quantity: number
  price: number
}
/** A rule before its conditions are known: places in the list of conditions, or of the segments so far. */
export type RuleSeed =
  { condition: number } | { segment: number; operator: "has_any" | "has_none" } | { match: "all" | "any"; not: boolean; rules: RuleSeed[] }

const upTo = (last: number): fc.Arbitrary<number> => fc.nat(last)
const MINUTE_MS = 60_000
const DAY_MINUTES = 1440

/** Browsers, customers and orders of a group are numbered from 0 to 3. */
const GROUP = 4
const browser = upTo(3)
const customer = upTo(3)
const cart = upTo(2)
const order = upTo(3)
const consent = fc.option(fc.boolean(), { nil: undefined })
const nobody = <Value>(arbitrary: fc.Arbitrary<Value>): fc.Arbitrary<Value | null> => fc.option(arbitrary, { freq: 3 })

/** Mostly now, at times late, by as much as collection takes. */
const minutesAgo = fc.oneof(
  { weight: 3, arbitrary: upTo(5) },
  { weight: 2, arbitrary: upTo(3 * 60) },
  { weight: 1, arbitrary: upTo(6 * DAY_MINUTES) }
)

const visitEvent = fc.record<VisitEvent>({
  name: fc.constantFrom("page_viewed", "page_viewed", "page_engaged", "clicked", "product_viewed", "product_viewed", "product_viewed", "product_added", "products_searched", "experience_viewed", "gift_wrapped"), // prettier-ignore
  path: fc.constantFrom("/", "/Sale", "/sale/shoes", "/a_b"),
  secondsLater: fc.oneof(upTo(90), upTo(26 * 3600)),
  product: nobody(upTo(2)),
  text: nobody(fc.constantFrom("Buy", "buy now", "Red")),
})

const attribute = fc.oneof<fc.Arbitrary<AttributeChange>[]>(
  fc.tuple(fc.constant("gender"), nobody(fc.constantFrom("female", "male"))),
  fc.tuple(fc.constant("member_tier"), nobody(fc.constantFrom("bronze", "gold"))),
  fc.tuple(fc.constant("points"), nobody(upTo(3))),
  fc.tuple(fc.constant("age"), nobody(fc.constantFrom(17, 18, 30))),
  fc.tuple(fc.constant("birthday"), nobody(fc.constantFrom("2000-02-29", "1999-03-30", "2005-11-02"))),
  fc.tuple(fc.constant("vip"), nobody(fc.boolean())),
  fc.tuple(fc.constant("renewal"), nobody(fc.constantFrom("2026-03-30", "2026-11-02", "2026-09-07"))),
  fc.tuple(fc.constant("interests"), nobody(fc.subarray(["tea", "cake"], { minLength: 1 })))
)

const lines = fc.array(fc.record<Line>({ product: upTo(3), quantity: fc.constantFrom(1, 2, 4), price: upTo(10) }), { maxLength: 2 })

const { rule } = fc.letrec<{ rule: RuleSeed; node: RuleSeed }>((tie) => ({
  node: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    { weight: 6, arbitrary: fc.record({ condition: fc.nat() }) },
    { weight: 1, arbitrary: fc.record({ segment: fc.nat(3), operator: fc.constantFrom("has_any" as const, "has_none" as const) }) },
    { weight: 1, arbitrary: tie("rule") }
  ),
  rule: fc.record({
    match: fc.constantFrom("all" as const, "any" as const),
    not: fc.boolean(),
    rules: fc.array(tie("node"), { minLength: 1, maxLength: 3 }),
  }),
}))

const DAY = DAY_MINUTES * MINUTE_MS
/** The lengths of the conditions' windows, to the millisecond before and behind. */
const lengths = [1, 60, 90, 2 * 60, 48 * 60].flatMap((minutes) => [-1, 0, 1].map((by) => minutes * MINUTE_MS + by))

const visit: fc.Arbitrary<Step> = fc.record({
  happens: fc.constant("visit"),
  ...{ browser, session: upTo(1), minutesAgo, clockAhead: fc.constantFrom(0, 0, 0, 5, DAY_MINUTES) },
  events: fc.array(visitEvent, { minLength: 1, maxLength: 3 }),
  consent,
})
const aCart: fc.Arbitrary<Step> = fc.record({
  happens: fc.constant("cart"),
  ...{ cart, browser: nobody(browser), customer: nobody(customer), minutesAgo, lines, state: fc.constantFrom("open", "open", "completed") },
})
const anOrder: fc.Arbitrary<Step> = fc.record({
  happens: fc.constant("order"),
  ...{ order, cart: nobody(cart), customer, minutesAgo, usd: fc.boolean(), lines },
})
const aCustomer: fc.Arbitrary<Step> = fc.record({
  happens: fc.constant("customer"),
  ...{ customer, groups: fc.subarray(["cusgroup_a", "cusgroup_b"]), email: upTo(1), gone: fc.constantFrom(false, false, false, true) },
})
const anAttribute: fc.Arbitrary<Step> = fc.record({ happens: fc.constant("attribute"), customer, attribute })
const aProduct: fc.Arbitrary<Step> = fc.record({
  happens: fc.constant("product"),
  product: upTo(2),
  categories: fc.subarray(["pcat_home", "pcat_wear"]),
  tags: fc.subarray(["ptag_new"]),
  collection: nobody(fc.constantFrom("pcol_home", "pcol_sale")),
})
const aSegment: fc.Arbitrary<Step> = fc.record({ happens: fc.constant("segment"), rule })
const aStaticSegment: fc.Arbitrary<Step> = fc.record({ happens: fc.constant("static segment") })
const aDecision: fc.Arbitrary<Step> = fc.record({
  happens: fc.constant("decided"),
  ...{ segment: upTo(3), person: upTo(7), what: fc.constantFrom("add", "add", "exclude", "remove") },
})
const time: fc.Arbitrary<Step> = fc.record({
  happens: fc.constant("time"),
  passes: fc.oneof(
    fc.constantFrom(...lengths),
    fc.constantFrom("to midnight" as const, "past midnight" as const, "to the next turn" as const),
    upTo(3 * DAY)
  ),
})

const often = (weight: number, arbitrary: fc.Arbitrary<Step>): { weight: number; arbitrary: fc.Arbitrary<Step> } => ({ weight, arbitrary })

/** What visitors do, what Medusa reports, and what admins decide about people. */
export const life: fc.Arbitrary<Step> = fc.oneof(
  often(9, visit),
  often(6, anOrder),
  often(5, fc.record({ happens: fc.constantFrom("canceled", "refunded", "returned", "order gone"), order })),
  often(5, aCart),
  often(4, fc.record({ happens: fc.constantFrom("sign in", "sign in", "sign out"), browser, customer: upTo(1) })),
  often(4, anAttribute),
  often(4, aProduct),
  often(4, aDecision),
  often(3, fc.record({ happens: fc.constant("merge"), browsers: fc.tuple(browser, browser) })),
  often(3, fc.record({ happens: fc.constant("unmerge"), merge: upTo(2) })),
  often(3, aCustomer),
  often(1, fc.record({ happens: fc.constant("resend"), visit: upTo(2), consent })),
  often(1, fc.record({ happens: fc.constant("trait"), browser, attribute })),
  often(1, fc.record({ happens: fc.constant("cart reported"), cart, browser })),
  often(1, fc.record({ happens: fc.constant("cart gone"), cart })),
  often(1, fc.record({ happens: fc.constant("staff domain"), is: fc.boolean() })),
  often(1, fc.record({ happens: fc.constant("internal"), browser, is: fc.boolean() }))
)

const anything: fc.Arbitrary<Step> = fc.oneof(
  often(56, life),
  often(20, fc.record({ happens: fc.constant("round") })),
  often(12, time),
  often(3, aSegment),
  often(3, fc.record({ happens: fc.constantFrom("evaluator starts anew", "another process takes over", "tick") })),
  often(2, fc.record({ happens: fc.constant("segment edited"), segment: upTo(3), rule })),
  often(1, fc.record({ happens: fc.constant("segment gone"), segment: upTo(3) })),
  often(1, aStaticSegment),
  often(1, fc.record({ happens: fc.constant("erased"), who: fc.constantFrom("browser", "customer"), number: upTo(3) }))
)

/** The same step of other people: a larger shop draws it of several groups. */
export function ofGroup(step: Step, group: number): Step {
  const moved = Object.entries(step).map(([key, value]: [string, unknown]) => {
    const isOfPerson = ["browser", "customer", "cart", "order", "person"].includes(key) && typeof value === "number"
    if (key === "browsers") return [key, (value as number[]).map((one) => one + group * GROUP)]
    return [key, isOfPerson ? value + group * GROUP : value]
  })
  return Object.fromEntries(moved) as Step
}

const population = fc.oneof(visit, visit, visit, anOrder, aCart, anAttribute, aCustomer, aProduct)

/** A history: some people first and segments of them, so that most of it is about keeping these up to date. */
export const historyOf = (longest: number): fc.Arbitrary<Step[]> => {
  const steps = (step: fc.Arbitrary<Step>, minLength: number, maxLength: number): fc.Arbitrary<Step[]> =>
    fc.noBias(fc.array(step, { minLength, maxLength, size: "max" }))
  const segments = fc.oneof(often(6, aSegment), often(1, aStaticSegment), often(1, aDecision))
  // In the end nothing happens but time: most of it would otherwise be drawn where nobody's answer turns.
  const turns = (["to the next turn", "past midnight", "to the next turn"] as const).flatMap((passes): Step[] => [
    { happens: "round" },
    { happens: "time", passes },
  ])
  return fc.tuple(steps(population, 0, 10), steps(segments, 1, 4), steps(anything, 1, longest)).map((parts) => [...parts.flat(), ...turns])
}
