import type { RuleCondition, SegmentTemplate } from "../../../contract"
import type { FieldSet } from "../families"
import { checkRule } from "./validate"

const within = (last: number) => ({ last, unit: "day" as const })

/** A template with a rule of conditions that must all hold. */
function template(id: string, name: string, description: string, need: string, ...rules: RuleCondition[]): SegmentTemplate {
  return { id, name, description, need, family: rules[0]?.field.split(".")[0] ?? "visit", rule: { match: "all", rules } }
}

const VISIT = [
  template("new_visitors", "New visitors", "Exactly one session ever.", "understand", {
    field: "visit.type",
    operator: "eq",
    value: "new",
  }),
  template("returning_visitors", "Returning visitors", "Two sessions or more.", "understand", {
    field: "visit.type",
    operator: "eq",
    value: "returning",
  }),
  template("frequent_visitors", "Frequent visitors", "Five sessions or more in the past 30 days.", "reward", {
    field: "visit.sessions",
    operator: "gte",
    value: 5,
    within: within(30),
  }),
  template("long_duration", "Long-duration users", "Ten minutes or more on the site in the past 30 days.", "understand", {
    field: "visit.engaged_time",
    operator: "gte",
    value: 600,
    within: within(30),
  }),
  ...["mobile", "desktop", "tablet"].map((device) =>
    template(
      `${device}_users`,
      `${device.charAt(0).toUpperCase()}${device.slice(1)} users`,
      `Latest session on a ${device} device.`,
      "understand",
      { field: "visit.device_type", operator: "eq", value: device }
    )
  ),
  template("users_by_region", "Users by region", "Latest session from a country: choose yours, or a region or city.", "target", {
    field: "visit.country",
    operator: "in",
    value: ["DE"],
  }),
]

const BEHAVIOR = [
  template("page_viewers", "Viewers of a page", "Looked at a page in the past 30 days: choose its path.", "convert", {
    field: "behavior.page_views",
    operator: "gte",
    value: 1,
    within: within(30),
    where: [{ dimension: "path", operator: "starts_with", value: "/sale" }],
  }),
  template(
    "browsers_without_order",
    "Browsers who did not buy",
    "Looked at three products or more in the past 30 days and ordered nothing.",
    "convert",
    { field: "behavior.product_views", operator: "gte", value: 3, within: within(30) },
    { field: "purchase.orders", operator: "eq", value: 0, within: within(30) }
  ),
]

const PURCHASE = [
  template("cart_abandoners", "Cart abandoners", "Left a cart with items behind in the past 14 days.", "recover_carts", {
    field: "purchase.abandoned_carts",
    operator: "gte",
    value: 1,
    within: within(14),
  }),
  template(
    "high_value_purchasers",
    "High-value purchasers",
    "Spent 500 or more in the past 365 days, in the reporting currency.",
    "reward",
    { field: "purchase.spent", operator: "gte", value: 500, within: within(365) }
  ),
  template("repeat_purchasers", "Repeat purchasers", "Two orders or more.", "reward", {
    field: "purchase.orders",
    operator: "gte",
    value: 2,
  }),
  template("one_time_buyers", "One-time buyers", "Exactly one order.", "convert", { field: "purchase.orders", operator: "eq", value: 1 }),
  template(
    "lapsed_customers",
    "Lapsed customers",
    "Ordered before, but not in the past 180 days.",
    "win_back",
    { field: "purchase.last_order_at", operator: "set" },
    { field: "purchase.last_order_at", operator: "not_in_last", value: within(180) }
  ),
]

const RFM = [
  ["champions", "Champions", "Bought lately, often and for much.", "reward"],
  ["loyal", "Loyal customers", "Buy often or for much.", "reward"],
  ["potential_loyalist", "Potential loyalists", "Bought lately, and more than once or for a good amount.", "convert"],
  ["new_customer", "New customers", "Bought very lately, and little so far.", "convert"],
  ["promising", "Promising customers", "Bought lately, and little so far.", "convert"],
  ["needs_attention", "Customers needing attention", "Middling in everything: could go either way.", "win_back"],
  ["about_to_sleep", "Customers about to sleep", "A while ago, and little.", "win_back"],
  ["at_risk", "Customers at risk", "Bought often or for much, but long ago.", "win_back"],
  ["cannot_lose", "Customers you cannot lose", "The best customers of once, long ago.", "win_back"],
  ["hibernating", "Hibernating customers", "Little, and long ago.", "win_back"],
  ["lost", "Lost customers", "Least, and longest ago.", "win_back"],
].map(([group, name, description, need]) =>
  template(`rfm_${group}`, name ?? "", description ?? "", need ?? "", { field: "purchase.rfm_group", operator: "eq", value: group })
)

const AGE_GROUPS: [string, number, number | null][] = [
  ["Under 18", 0, 17],
  ["Aged 18–24", 18, 24],
  ["Aged 25–34", 25, 34],
  ["Aged 35–44", 35, 44],
  ["Aged 45–54", 45, 54],
  ["Aged 55–64", 55, 64],
  ["Aged 65 and over", 65, null],
]

const ATTRIBUTE = [
  template("anonymous_users", "Anonymous users", "Not known as a customer.", "convert", {
    field: "attribute.identified",
    operator: "eq",
    value: false,
  }),
  template("known_users", "Known users", "Known as a customer.", "target", { field: "attribute.identified", operator: "eq", value: true }),
  template(
    "loyal_users",
    "Loyal users",
    "Known as a customer, with three orders or more, and seen in the past 90 days.",
    "reward",
    { field: "attribute.identified", operator: "eq", value: true },
    { field: "purchase.orders", operator: "gte", value: 3 },
    { field: "visit.last_seen", operator: "in_last", value: within(90) }
  ),
  ...AGE_GROUPS.map(([name, low, high]) =>
    template(
      `age_${low}_${high ?? "up"}`,
      name,
      "By birthday where it is known, else by the stored age.",
      "target",
      high === null
        ? { field: "attribute.age", operator: "gte", value: low }
        : { field: "attribute.age", operator: "between", value: [low, high] }
    )
  ),
  template("birthday_soon", "Birthday coming up", "Birthday within the next 7 days.", "reward", {
    field: "attribute.birthday",
    operator: "anniversary_in_next",
    value: { next: 7, unit: "day" },
  }),
  template("marketing_consent", "May be mailed", "Agreed to marketing.", "target", {
    field: "attribute.consent_marketing",
    operator: "eq",
    value: true,
  }),
]

/** One template for each choice of an attribute: gender groups, member tiers. */
function byChoice(fields: FieldSet, field: string, prefix: string, name: (label: string) => string): SegmentTemplate[] {
  const choices = fields.get(field)?.choices ?? []
  return choices.map(({ value }) =>
    template(
      `${prefix}_${value}`,
      name(value.charAt(0).toUpperCase() + value.slice(1)),
      `${name(value.charAt(0).toUpperCase() + value.slice(1))}, by the attribute.`,
      "target",
      { field, operator: "eq", value }
    )
  )
}

/** The templates whose fields this shop has, each with a valid rule. */
export function templatesFor(fields: FieldSet): SegmentTemplate[] {
  const all = [
    ...VISIT,
    ...BEHAVIOR,
    ...PURCHASE,
    ...RFM,
    ...ATTRIBUTE,
    ...byChoice(fields, "attribute.gender", "gender", (label) => `Gender: ${label}`),
    ...byChoice(fields, "attribute.member_tier", "tier", (label) => `Member tier: ${label}`),
  ]
  return all.filter(({ rule }) => isValid(rule, fields))
}

// A shop may change the type or the choices of an attribute: its template then goes.
function isValid(rule: unknown, fields: FieldSet): boolean {
  try {
    checkRule(rule, fields)
    return true
  } catch {
    return false
  }
}
