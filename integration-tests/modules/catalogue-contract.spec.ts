import type { CatalogueField, FieldType } from "../../src/contract"
import { createTestAudience, type TestAudience } from "../support/audience"

// The public contract of rules, typed in by hand: shops' own scripts rely on it word for word. A
// field that is added needs a line here; one that is renamed breaks somebody's segment.

const ITEM = ["product_id", "category_id", "collection_id", "product_tag_id", "product_type_id"]
const SESSION = [...["source", "medium", "channel", "campaign", "referrer_host", "landing_path", "device_type", "browser", "os", "country"]]
const ORDER = [
  ...["product_id", "variant_id", "category_id", "collection_id", "product_tag_id", "product_type_id"],
  ...["sales_channel_id", "region_id", "currency_code", "promotion_code"],
]

interface Promised {
  type: FieldType
  windowed?: true
  dimensions?: string[]
}

const plain = (type: FieldType): Promised => ({ type })
const windowed = (type: FieldType, dimensions: string[] = []): Promised => ({ type, windowed: true, dimensions })
const each = (prefix: string, names: string, promise: Promised): [string, Promised][] => names.split(" ").map((name) => [prefix + name, promise]) // prettier-ignore
const TOUCH = "source medium channel campaign term content referrer_host landing_path"

const FIELDS = new Map<string, Promised>([
  ["visit.type", plain("choice")],
  ["visit.sessions", windowed("number", SESSION)],
  ...each("visit.", "days_active weeks_active", windowed("number")),
  ...each("visit.", "engaged_time average_session_time", windowed("duration")),
  ...each("visit.", "first_seen last_seen", plain("date")),
  ["visit.device_type", plain("choice")],
  ...each("visit.", "browser browser_version os os_version screen language country region city", plain("text")),
  ...each("visit.first_", TOUCH, plain("text")),
  ...each("visit.last_", TOUCH, plain("text")),

  ["behavior.page_views", windowed("number", ["path", "title", "host", "query"])],
  ["behavior.clicks", windowed("number", ["label", "href", "path", "element"])],
  ["behavior.events", windowed("number", ["name", "properties."])],
  ...each("behavior.", "product_views cart_adds", windowed("number", ITEM)),
  ["behavior.searches", windowed("number", ["query"])],
  ["behavior.sequence", windowed("boolean")],
  ["behavior.experience_views", windowed("number", ["experience_id", "variant"])],

  ["purchase.orders", windowed("number", ORDER)],
  ["purchase.spent", windowed("money", ORDER)],
  ["purchase.items", windowed("number", ORDER)],
  ...each("purchase.", "average_order_value largest_order", windowed("money")),
  ...each("purchase.", "first_order_at last_order_at", plain("date")),
  ["purchase.days_between_orders", plain("number")],
  ["purchase.refunds", windowed("number")],
  ["purchase.refunded_amount", windowed("money")],
  ["purchase.top_category", plain("choice")],
  ["purchase.abandoned_carts", windowed("number", ["cart_total", "product_id", "category_id"])],
  ["purchase.open_cart_total", plain("money")],
  ...each("purchase.", "recency_score frequency_score monetary_score", plain("number")),
  ["purchase.rfm_group", plain("choice")],

  ...each("attribute.", "identified has_account", plain("boolean")),
  ...each("attribute.", "email email_domain first_name last_name phone", plain("text")),
  ["attribute.customer_since", plain("date")],
  ...each("attribute.", "customer_groups segments", plain("list")),
  ...each("attribute.", "consent_analytics consent_personalization consent_marketing", plain("boolean")),
  ["attribute.age", plain("number")],
  ["attribute.gender", plain("choice")],
  ["attribute.birthday", plain("date")],
  ["attribute.member_id", plain("text")],
  ["attribute.member_tier", plain("choice")],
  ...each("attribute.", "points satisfaction_score", plain("number")),
])

const NUMBERS = "eq neq gt gte lt lte between"
const OPERATORS: Record<FieldType, string> = {
  number: NUMBERS,
  money: NUMBERS,
  duration: NUMBERS,
  text: "eq neq in not_in contains not_contains starts_with not_starts_with ends_with not_ends_with set not_set",
  choice: "eq neq in not_in set not_set",
  boolean: "eq",
  date: "before after on between in_last not_in_last in_next set not_set",
  list: "has_any has_all has_none set not_set",
}
const ANNIVERSARIES = ["attribute.customer_since", "attribute.birthday"]
const RFM = "champions loyal potential_loyalist new_customer promising needs_attention about_to_sleep at_risk cannot_lose hibernating lost"
const CHOICES: Record<string, string> = { "visit.type": "new returning", "purchase.rfm_group": RFM }

describe("the catalogue", () => {
  let audience: TestAudience
  let fields: CatalogueField[]
  beforeAll(async () => {
    audience = await createTestAudience({ now: "2026-03-10T12:00:00Z" })
    fields = (await audience.segments.catalogue()).families.flatMap((family) => family.fields)
  })
  afterAll(() => audience.database.drop())

  it("has the fields of the contract, no fewer and no more", () => {
    expect(fields.map(({ field }) => field).sort()).toEqual([...FIELDS.keys()].sort())
  })

  it("gives each its type, window and dimensions", () => {
    for (const { field, type, windowed: takesWindow, dimensions } of fields) {
      const promised = FIELDS.get(field)
      expect({ field, type, takesWindow, dimensions: dimensions.map(({ key }) => key).sort() }).toEqual({
        ...{ field, type: promised?.type, takesWindow: promised?.windowed ?? false },
        dimensions: [...(promised?.dimensions ?? [])].sort(),
      })
    }
    const events = fields.find(({ field }) => field === "behavior.events")
    expect(events?.dimensions).toMatchObject([
      { key: "name", required: true },
      { key: "properties.", open: true },
    ])
  })

  it("gives each type its operators, and anniversaries to the dates that have them", () => {
    for (const { field, type, operators } of fields) {
      const own = OPERATORS[type].split(" ")
      // A segment that somebody is in is always known.
      const promised =
        field === "attribute.segments" ? own.slice(0, 3) : ANNIVERSARIES.includes(field) ? [...own, "anniversary_in_next"] : own
      expect({ field, operators: [...operators].sort() }).toEqual({ field, operators: promised.sort() })
    }
  })

  it("has the choices of the contract", () => {
    for (const [field, choices] of Object.entries(CHOICES)) {
      expect(fields.find((one) => one.field === field)?.choices?.map(({ value }) => value)).toEqual(choices.split(" "))
    }
  })

  it("suggests values wherever somebody would have to know them by heart", () => {
    // Names, addresses and numbers of one person are no suggestion; numbers, dates and yes or no need none.
    const personal = ["attribute.email", "attribute.first_name", "attribute.last_name", "attribute.phone"]
    const silent = fields.filter(({ type, suggests, choices }) => ["text", "choice", "list"].includes(type) && !suggests && !choices)
    expect(silent.map(({ field }) => field)).toEqual(personal)
  })

  it("suggests values for every dimension but amounts", async () => {
    for (const { field, dimensions, step_dimensions: steps = [] } of fields) {
      for (const { key, type } of [...dimensions, ...steps]) {
        if (type === "money") continue
        const values = await audience.segments.fieldValues(field, { dimension: key })
        expect({ field, key, isList: Array.isArray(values) }).toEqual({ field, key, isList: true })
      }
    }
    const registered = await audience.segments.fields()
    const without = registered.all.flatMap(({ field, dimensions = [], stepDimensions = [] }) =>
      [...dimensions, ...stepDimensions].filter(({ values, type }) => !values && type !== "money").map(({ key }) => `${field} (${key})`)
    )
    expect(without).toEqual([])
  })

  it("refuses what goes beyond the limits, and takes what just keeps them", async () => {
    const validate = async (rule: unknown): Promise<string> => {
      try {
        await audience.segments.validate(rule)
        return "taken"
      } catch (error) {
        return (error as Error).message.split(":")[0] ?? ""
      }
    }
    const condition = { field: "visit.country", operator: "eq", value: "DE" }
    const nested = (depth: number): object => ({ match: "all", rules: [depth === 1 ? condition : nested(depth - 1)] })
    const many = (count: number): object => ({ match: "any", rules: Array.from({ length: count }, () => condition) })
    const listed = (count: number): object => ({ ...condition, operator: "in", value: Array.from({ length: count }, (_, at) => `v${at}`) })
    const long = (length: number): object => ({ ...condition, value: "x".repeat(length) })
    const window = (last: number, unit: string): object => ({ field: "visit.sessions", operator: "gte", value: 1, within: { last, unit } })
    expect(
      await Promise.all([nested(5), many(100), listed(1000), long(512), window(730, "day"), window(17_520, "hour")].map(validate))
    ).toEqual(Array(6).fill("taken"))
    expect(
      await Promise.all([nested(6), many(101), listed(1001), long(513), window(731, "day"), window(17_521, "hour")].map(validate))
    ).toEqual([
      "rule.rules[0].rules[0].rules[0].rules[0].rules[0]",
      "rule.rules[100]",
      ...["rule.value", "rule.value", "rule.within.last", "rule.within.last"],
    ])
  })
})
