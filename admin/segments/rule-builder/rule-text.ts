import type {
  CatalogueDimension,
  CatalogueField,
  FieldType,
  Filter,
  RuleCondition,
  RuleGroup,
  RuleValue,
  TimeUnit,
  Window,
} from "../../../src/contract"
import { isRuleGroup } from "../../../src/contract"
import type { Formats } from "../../shared/formats"
import type { Translate } from "../../shared/translate"
import { missingPart, valueForm } from "./condition-draft"
import { matchOf } from "../../shared/match-words"
import { operatorWords } from "./operator-select"

/** Types of fields that say how much: "Visits in the last 30 days: at least 3". */
const AMOUNTS = new Set<FieldType>(["number", "money", "duration"])

export interface Words {
  t: Translate
  formats: Formats
  fields: ReadonlyMap<string, CatalogueField>
  /** The name of a value, such as a product's title for its id. */
  nameOf: (field: string, dimension: string | undefined, value: string) => string
}

/** A rule as one sentence in the admin's language; conditions that are not whole yet stand as "…". */
export function ruleText(rule: RuleGroup, words: Words, nested = false): string {
  const { t } = words
  const parts = rule.rules.map((node) => (isRuleGroup(node) ? ruleText(node, words, true) : conditionText(node, words)))
  if (parts.length === 0) return t(`audience.sentence.empty.${rule.match}`)
  const text = rule.not
    ? t(`audience.sentence.${matchOf({ combinator: rule.match, not: true })}`, { rule: parts.join("; ") })
    : parts.join(` ${t(`audience.sentence.${rule.match}`)} `)
  return nested && (rule.not || parts.length > 1) ? `(${text})` : text
}

function conditionText(condition: RuleCondition, words: Words): string {
  const { field: name, operator, value, within, where = [] } = condition
  const field = words.fields.get(name)
  if (!field) return name ? words.t("audience.sentence.unknown", { field: name }) : "…"
  if (field.step_dimensions)
    return [sequenceText(condition, field, words), within ? windowText(within, words) : ""].filter(Boolean).join(" ")
  const isMissing = missingPart({ field: name, operator, value: condition }) === "value"
  const told = isMissing ? "…" : valueText(field.type, operator, value, words, name, undefined, field.choices)
  const limits = [
    ...where.map((filter, index) => filterText(filter, index, name, field.dimensions, words)),
    within ? windowText(within, words) : "",
  ]
  if (AMOUNTS.has(field.type) && words.t(`audience.sentence.amounts.${operator}`, { defaultValue: "" })) {
    const subject = [field.label, ...limits].filter(Boolean).join(" ")
    return words.t("audience.sentence.amount", { subject, amount: words.t(`audience.sentence.amounts.${operator}`, { value: told }) })
  }
  return [field.label, operatorWords(words.t, field.type, operator), told, ...limits].filter(Boolean).join(" ")
}

/** "product_viewed where …, then product_added happened in this order, each within 1 day of the one before" */
function sequenceText({ steps = [], step_within: pace, value }: RuleCondition, field: CatalogueField, words: Words): string {
  const { t } = words
  const events = steps.map(({ name, where = [] }) =>
    [name || "…", ...where.map((filter, index) => filterText(filter, index, field.field, field.step_dimensions ?? [], words))].join(" ")
  )
  const text = t(value === false ? "audience.sentence.missed" : "audience.sentence.happened", {
    steps: events.join(t("audience.sentence.then")),
  })
  return pace ? `${text}, ${t("audience.sentence.pace", { span: spanText(pace.last, pace.unit, words) })}` : text
}

function spanText(count: number, unit: TimeUnit, { t, formats }: Words): string {
  return t("audience.sentence.span", { number: formats.number(count), unit: t(`audience.units.${unit}`, { count }) })
}

function filterText(
  { dimension: key, operator, value }: Filter,
  index: number,
  field: string,
  dimensions: readonly CatalogueDimension[],
  words: Words
): string {
  const dimension = dimensions.find((found) => (found.open ? key.startsWith(found.key) : found.key === key))
  const name = dimension && !dimension.open ? dimension.label : key
  const type = dimension?.type ?? "text"
  const link = words.t(index === 0 ? "audience.sentence.where" : "audience.sentence.all")
  const text = value === undefined && valueForm(operator) !== "none" ? "…" : valueText(type, operator, value, words, field, key)
  return `${link} ${name} ${operatorWords(words.t, type, operator)} ${text}`.trim()
}

function valueText(
  type: FieldType,
  operator: string,
  value: RuleValue | undefined,
  words: Words,
  field: string,
  dimension?: string,
  choices?: { value: string; label: string }[]
): string {
  const { t } = words
  const one = (part: string | number): string =>
    oneText(
      type,
      part,
      words,
      choices?.find((found) => found.value === String(part))?.label ?? words.nameOf(field, dimension, String(part))
    )
  if (valueForm(operator) === "none" || value === undefined) return ""
  if (typeof value === "boolean") return t(value ? "audience.builder.yes" : "audience.builder.no")
  if (Array.isArray(value)) {
    const shown = value.slice(0, 5).map(one)
    if (valueForm(operator) === "two") return shown.join(` ${t("audience.sentence.all")} `)
    if (value.length > 5) shown.push(t("audience.sentence.more", { count: value.length - 5 }))
    return shown.join(", ")
  }
  if (typeof value === "object") {
    return spanText("last" in value ? value.last : value.next, value.unit, words)
  }
  return one(value)
}

function oneText(type: FieldType, value: string | number, { t, formats }: Words, name: string): string {
  if (typeof value === "number") {
    if (type === "money") return formats.money(value)
    return type === "duration" ? formats.duration(value) : formats.number(value)
  }
  if (type === "date") return formats.day(value.slice(0, 10))
  return t("audience.sentence.quoted", { text: name })
}

function windowText(within: Window, words: Words): string {
  const { t, formats } = words
  if ("last" in within) return t("audience.sentence.last", { span: spanText(within.last, within.unit, words) })
  const { from, to } = within
  if (from && to) return t("audience.sentence.between", { from: formats.day(from), to: formats.day(to) })
  if (from) return t("audience.sentence.since", { from: formats.day(from) })
  return to ? t("audience.sentence.until", { to: formats.day(to) }) : ""
}
