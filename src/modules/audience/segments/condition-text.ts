import type { Filter, RuleCondition, Window } from "../../../contract"
import { textIn, type DimensionDefinition, type FieldSet, type RegisteredField } from "../families"
import { dimensionOf } from "./validate-filters"

/** The name of what an id stands for; other values as they are. */
export type NameOf = (value: string) => string

const WORDS: Record<string, string> = {
  eq: "is",
  neq: "is not",
  gt: "is more than",
  gte: "is at least",
  lt: "is less than",
  lte: "is at most",
  between: "is between",
  in: "is one of",
  not_in: "is none of",
  contains: "contains",
  not_contains: "does not contain",
  starts_with: "starts with",
  not_starts_with: "does not start with",
  ends_with: "ends with",
  not_ends_with: "does not end with",
  set: "is known",
  not_set: "is not known",
  before: "is before",
  after: "is after",
  on: "is on",
  in_last: "is in",
  not_in_last: "is not in",
  in_next: "is in",
  anniversary_in_next: "comes round in",
  has_any: "has any of",
  has_all: "has all of",
  has_none: "has none of",
}
/** Behind a colon: "sessions in the past 30 days: at least 5". */
const AMOUNT_WORDS: Record<string, string> = {
  eq: "exactly",
  neq: "other than",
  gt: "more than",
  gte: "at least",
  lt: "fewer than",
  lte: "at most",
  between: "between",
}
const MOST_SHOWN = 5

/** One condition in words. */
export function conditionText(condition: RuleCondition, fields: FieldSet, name: NameOf): string {
  const { operator, value, within, where = [] } = condition
  const field = fields.get(condition.field)
  if (!field) return condition.field
  if (condition.steps) return sequenceText(condition, field, name)
  const label = textIn(field.label).toLowerCase()
  if (field.type === "boolean") return value === false ? `not ${label}` : label
  const choice = (one: string): string => {
    const chosen = field.choices?.find((option) => option.value === one)
    return chosen ? textIn(chosen.label).toLowerCase() : name(one)
  }
  const subject = `${label}${filtersText(where, field.dimensions, name)}${within ? ` ${windowText(within)}` : ""}`
  const isAmount = field.type === "number" || field.type === "money" || field.type === "duration"
  const words = isAmount ? `: ${AMOUNT_WORDS[operator] ?? operator}` : ` ${WORDS[operator] ?? operator}`
  return `${subject}${words}${valueText(value, choice)}${field.type === "duration" ? " seconds" : ""}`
}

function sequenceText({ steps = [], step_within, value, within }: RuleCondition, field: RegisteredField, name: NameOf): string {
  const told = steps.map((step) => `${step.name}${filtersText(step.where ?? [], field.stepDimensions, name)}`)
  const pace = step_within ? `, each within ${amount(step_within.last, step_within.unit)} of the one before` : ""
  const label = `${value === false ? "no " : ""}${textIn(field.label).toLowerCase()}`
  return `${label}${within ? ` ${windowText(within)}` : ""}: ${told.join(", then ")}${pace}`
}

function filtersText(filters: readonly Filter[], dimensions: readonly DimensionDefinition[] | undefined, name: NameOf): string {
  if (filters.length === 0) return ""
  const told = filters.map(({ dimension, operator, value }) => {
    const found = dimensionOf(dimensions, dimension)
    const label = found?.open ? dimension.slice(found.key.length) : found ? textIn(found.label).toLowerCase() : dimension
    return `${label} ${WORDS[operator] ?? operator}${valueText(value, name)}`
  })
  return ` (${told.join(" and ")})`
}

function valueText(value: RuleCondition["value"], name: NameOf): string {
  if (value === undefined) return ""
  if (Array.isArray(value)) {
    if (value.length === 2 && value.every((one) => typeof one === "number")) return ` ${value[0]} and ${value[1]}`
    const shown = value.slice(0, MOST_SHOWN).map((one) => name(String(one)))
    return ` ${shown.join(", ")}${value.length > MOST_SHOWN ? ` and ${value.length - MOST_SHOWN} more` : ""}`
  }
  if (typeof value !== "object") return ` ${typeof value === "string" ? name(value) : value}`
  return "last" in value ? ` the past ${amount(value.last, value.unit)}` : ` the next ${amount(value.next, value.unit)}`
}

function windowText(within: Window): string {
  if ("last" in within) return within.last === 1 && within.unit === "day" ? "today" : `in the past ${amount(within.last, within.unit)}`
  if (within.from && within.to) return `from ${within.from} to ${within.to}`
  return within.from ? `since ${within.from}` : `until ${within.to ?? ""}`
}

const amount = (count: number, unit: string): string => `${count} ${unit}${count === 1 ? "" : "s"}`
