import {
  OPERATORS,
  type CatalogueField,
  type FieldType,
  type Filter,
  type Operator,
  type RuleValue,
  type TimeUnit,
} from "../../../src/contract"
import type { BuilderRule, ConditionRest } from "./convert"

/** The form of an operator's value, whatever its type. */
export type ValueForm = "none" | "one" | "two" | "many" | "last" | "next"

const FORMS: Partial<Record<Operator, ValueForm>> = {
  set: "none",
  not_set: "none",
  between: "two",
  in: "many",
  not_in: "many",
  has_any: "many",
  has_all: "many",
  has_none: "many",
  in_last: "last",
  not_in_last: "last",
  in_next: "next",
  anniversary_in_next: "next",
}

export function valueForm(operator: string): ValueForm {
  return FORMS[operator as Operator] ?? "one"
}

const FIRST_CHOICE: Record<FieldType, Operator> = {
  number: "gte",
  money: "gte",
  duration: "gte",
  text: "eq",
  choice: "in",
  boolean: "eq",
  date: "in_last",
  list: "has_any",
}

/** The operator a new condition begins with: the one that is asked for most. */
export function firstOperator(type: FieldType, operators: readonly Operator[]): Operator {
  return operators.includes(FIRST_CHOICE[type]) ? FIRST_CHOICE[type] : (operators[0] ?? OPERATORS[type][0])
}

/** A value to begin with where one is obvious. */
export function firstValue(type: FieldType, operator: string): RuleValue | undefined {
  if (type === "boolean") return true
  if (valueForm(operator) === "last") return { last: 30, unit: "day" }
  if (valueForm(operator) === "next") return { next: 30, unit: "day" }
  return type === "number" && valueForm(operator) === "one" ? 1 : undefined
}

/** A condition on another field: nothing of the old one would mean the same there, except its window. */
export function onField(rule: BuilderRule, field: CatalogueField): Pick<BuilderRule, "field" | "operator" | "value"> {
  const operator = firstOperator(field.type, field.operators)
  const value = firstValue(field.type, operator)
  const needed = field.dimensions.filter((dimension) => dimension.required)
  const where = needed.map((dimension): Filter => ({ dimension: dimension.key, operator: "eq" }))
  return {
    field: field.field,
    operator,
    value: {
      ...(value === undefined ? {} : { value }),
      ...(field.step_dimensions ? { steps: [{ name: "" }, { name: "" }] } : {}),
      ...(field.windowed && rule.value?.within ? { within: rule.value.within } : {}),
      ...(where.length > 0 ? { where } : {}),
    },
  }
}

/** What was typed, in the form another operator wants, as far as it fits. */
export function valueFor(type: FieldType, operator: string, value: RuleValue | undefined): RuleValue | undefined {
  const form = valueForm(operator)
  const values = Array.isArray(value) ? value : typeof value === "string" || typeof value === "number" ? [value] : []
  if (form === "none") return undefined
  if (form === "many") return values
  if (form === "one") return typeof value === "boolean" ? value : (values[0] ?? firstValue(type, operator))
  if (form === "two") return values.slice(0, 2)
  const span = typeof value === "object" && !Array.isArray(value) ? value : { last: 30, unit: "day" as TimeUnit }
  const count = "last" in span ? span.last : span.next
  return form === "last" ? { last: count, unit: span.unit } : { next: count, unit: span.unit }
}

function isFilled(operator: string, value: RuleValue | undefined): boolean {
  switch (valueForm(operator)) {
    case "none":
      return true
    case "one":
      return value !== undefined && value !== ""
    case "two":
      return Array.isArray(value) && value.length === 2 && value.every((part) => part !== undefined && part !== null && part !== "")
    case "many":
      return Array.isArray(value) && value.length > 0
    default:
      return typeof value === "object" && !Array.isArray(value) && Object.values(value).every((part) => part !== undefined)
  }
}

/** What a condition still lacks before it can be asked; null when it is whole. */
export function missingPart({ field, operator, value }: BuilderRule): "field" | "value" | "steps" | "filter" | "window" | null {
  if (!field) return "field"
  const rest: ConditionRest = value ?? {}
  if (!isFilled(operator, rest.value)) return "value"
  if (rest.within && !("last" in rest.within ? rest.within.last > 0 : rest.within.from || rest.within.to)) return "window"
  const { steps = [], step_within: pace } = rest
  if (steps.some(({ name }) => name === "") || (pace && !(pace.last > 0))) return "steps"
  const whole = (filter: Filter): boolean =>
    filter.dimension !== "" && !filter.dimension.endsWith(".") && isFilled(filter.operator, filter.value)
  return [rest, ...steps].every(({ where = [] }) => where.every(whole)) ? null : "filter"
}
