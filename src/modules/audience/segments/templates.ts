import type { RuleCondition, SegmentTemplate } from "../../../contract"
import { textIn, type FieldSet, type Text, type Translated } from "../families"
import { ageGroupText, choiceText, TEMPLATE_TEXTS, type TemplateId } from "./template-texts"
import { checkRule } from "./validate"

/** A template before it is told in a language. */
interface Draft extends Omit<SegmentTemplate, "name" | "description"> {
  name: Translated
  description: Translated
}

const within = (last: number) => ({ last, unit: "day" as const })

/** A template with a rule of conditions that must all hold. */
function draft(id: string, text: Pick<Draft, "name" | "description">, need: string, rules: RuleCondition[]): Draft {
  return { id, ...text, need, family: rules[0]?.field.split(".")[0] ?? "visit", rule: { match: "all", rules } }
}

const template = (id: TemplateId, need: string, ...rules: RuleCondition[]): Draft => draft(id, TEMPLATE_TEXTS[id], need, rules)

const VISIT = [
  template("new_visitors", "welcome", { field: "visit.type", operator: "eq", value: "new" }),
  template("returning_visitors", "understand", { field: "visit.type", operator: "eq", value: "returning" }),
  template("frequent_visitors", "reward", { field: "visit.sessions", operator: "gte", value: 5, within: within(30) }),
  template("long_duration", "understand", { field: "visit.engaged_time", operator: "gte", value: 600, within: within(30) }),
  ...(["mobile", "desktop", "tablet"] as const).map((device) =>
    template(`${device}_users`, "understand", { field: "visit.device_type", operator: "eq", value: device })
  ),
  template("users_by_region", "target", { field: "visit.country", operator: "in", value: ["DE"] }),
]

const BEHAVIOR = [
  template("page_viewers", "convert", {
    field: "behavior.page_views",
    operator: "gte",
    value: 1,
    within: within(30),
    where: [{ dimension: "path", operator: "starts_with", value: "/sale" }],
  }),
  template(
    "browsers_without_order",
    "convert",
    { field: "behavior.product_views", operator: "gte", value: 3, within: within(30) },
    { field: "purchase.orders", operator: "eq", value: 0, within: within(30) }
  ),
]

const PURCHASE = [
  template("cart_abandoners", "recover_carts", { field: "purchase.abandoned_carts", operator: "gte", value: 1, within: within(14) }),
  template("valuable_open_carts", "recover_carts", { field: "purchase.open_cart_total", operator: "gte", value: 100 }),
  template(
    "checkout_abandoners",
    "recover_carts",
    {
      ...{ field: "behavior.events", operator: "gte", value: 1, within: within(7) },
      where: [{ dimension: "name", operator: "eq", value: "checkout_started" }],
    },
    { field: "purchase.orders", operator: "eq", value: 0, within: within(7) }
  ),
  template("first_time_buyers", "welcome", { field: "purchase.first_order_at", operator: "in_last", value: within(30) }),
  template("high_value_purchasers", "reward", { field: "purchase.spent", operator: "gte", value: 500, within: within(365) }),
  template("repeat_purchasers", "reward", { field: "purchase.orders", operator: "gte", value: 2 }),
  template("one_time_buyers", "convert", { field: "purchase.orders", operator: "eq", value: 1 }),
  template(
    "lapsed_customers",
    "win_back",
    { field: "purchase.last_order_at", operator: "set" },
    { field: "purchase.last_order_at", operator: "not_in_last", value: within(180) }
  ),
]

const RFM_NEEDS = {
  champions: "reward",
  loyal: "reward",
  potential_loyalist: "convert",
  new_customer: "welcome",
  promising: "convert",
  needs_attention: "win_back",
  about_to_sleep: "win_back",
  at_risk: "win_back",
  cannot_lose: "win_back",
  hibernating: "win_back",
  lost: "win_back",
} as const

const RFM = (Object.keys(RFM_NEEDS) as (keyof typeof RFM_NEEDS)[]).map((group) =>
  template(`rfm_${group}`, RFM_NEEDS[group], { field: "purchase.rfm_group", operator: "eq", value: group })
)

const AGE_GROUPS: [number, number | null][] = [
  [0, 17],
  [18, 24],
  [25, 34],
  [35, 44],
  [45, 54],
  [55, 64],
  [65, null],
]

const ATTRIBUTE = [
  template("anonymous_users", "convert", { field: "attribute.identified", operator: "eq", value: false }),
  template("known_users", "target", { field: "attribute.identified", operator: "eq", value: true }),
  template(
    "loyal_users",
    "reward",
    { field: "attribute.identified", operator: "eq", value: true },
    { field: "purchase.orders", operator: "gte", value: 3 },
    { field: "visit.last_seen", operator: "in_last", value: within(90) }
  ),
  ...AGE_GROUPS.map(([low, high]) =>
    draft(`age_${low}_${high ?? "up"}`, ageGroupText(low, high), "target", [
      high === null
        ? { field: "attribute.age", operator: "gte", value: low }
        : { field: "attribute.age", operator: "between", value: [low, high] },
    ])
  ),
  template("birthday_soon", "reward", {
    field: "attribute.birthday",
    operator: "anniversary_in_next",
    value: { next: 7, unit: "day" },
  }),
  template("marketing_consent", "target", { field: "attribute.consent_marketing", operator: "eq", value: true }),
]

const inEach = (text: Text): Translated => ({ en: textIn(text), de: textIn(text, "de"), ja: textIn(text, "ja") })

/** One template for each choice of an attribute: gender groups, member tiers. */
function byChoice(fields: FieldSet, name: string, prefix: string): Draft[] {
  const field = fields.get(name)
  return (field?.choices ?? []).map(({ value, label }) =>
    draft(`${prefix}_${value}`, choiceText(inEach(field?.label ?? ""), inEach(label)), "target", [{ field: name, operator: "eq", value }])
  )
}

/** The templates whose fields this shop has, each with a valid rule, told in `language`. */
export function templatesFor(fields: FieldSet, language?: string): SegmentTemplate[] {
  const all = [
    ...VISIT,
    ...BEHAVIOR,
    ...PURCHASE,
    ...RFM,
    ...ATTRIBUTE,
    ...byChoice(fields, "attribute.gender", "gender"),
    ...byChoice(fields, "attribute.member_tier", "tier"),
  ]
  return all
    .filter(({ rule }) => isValid(rule, fields))
    .map((one) => ({ ...one, name: textIn(one.name, language), description: textIn(one.description, language) }))
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
