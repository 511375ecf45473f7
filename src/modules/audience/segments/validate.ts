import {
  OPERATORS,
  RULE_LIMITS,
  type Filter,
  type Operator,
  type RuleCondition,
  type RuleGroup,
  type RuleNode,
  type Window,
} from "../../../contract"
import { isDayText, type DimensionDefinition, type FieldDefinition, type FieldSet, type RegisteredField } from "../families"
import { checkRelative, checkValue, fault } from "./validate-values"

const GROUP_KEYS = ["match", "not", "rules"]
const CONDITION_KEYS = ["field", "operator", "value", "within", "where"]

/**
 * The rule in normal form: only known keys, values as they are compared.
 *
 * A single condition becomes a group of one. Segments that it refers to are not looked up here.
 *
 * @throws invalid_data whose message starts with the path of the first fault, reading from the top.
 */
export function checkRule(rule: unknown, fields: FieldSet): RuleGroup {
  const seen = { conditions: 0 }
  const isCondition = isObject(rule) && !("rules" in rule) && "field" in rule
  if (isCondition) return { match: "all", rules: [checkCondition(rule, "rule", fields, seen)] }
  return checkGroup(rule, "rule", 1, fields, seen)
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null && !Array.isArray(value)

function refuseUnknownKeys(given: Record<string, unknown>, known: readonly string[], path: string): void {
  for (const key of Object.keys(given))
    if (!known.includes(key)) throw fault(`${path}.${key}`, `is not known; ${path} takes ${known.join(", ")}`)
}

function checkGroup(given: unknown, path: string, depth: number, fields: FieldSet, seen: { conditions: number }): RuleGroup {
  if (!isObject(given)) throw fault(path, 'must be a group such as { "match": "all", "rules": [] } or a condition')
  if (depth > RULE_LIMITS.depth) throw fault(path, `must not be nested deeper than ${RULE_LIMITS.depth} groups`)
  refuseUnknownKeys(given, GROUP_KEYS, path)
  if (given.match !== "all" && given.match !== "any") throw fault(`${path}.match`, "must be all or any")
  if (given.not !== undefined && typeof given.not !== "boolean") throw fault(`${path}.not`, "must be true or false")
  if (!Array.isArray(given.rules)) throw fault(`${path}.rules`, "must be a list of groups and conditions")
  const rules = given.rules.map((one: unknown, index): RuleNode => {
    const place = `${path}.rules[${index}]`
    if (isObject(one) && ("rules" in one || "match" in one)) return checkGroup(one, place, depth + 1, fields, seen)
    return checkCondition(one, place, fields, seen)
  })
  return { match: given.match, ...(given.not ? { not: true } : {}), rules }
}

function checkCondition(given: unknown, path: string, fields: FieldSet, seen: { conditions: number }): RuleCondition {
  if (!isObject(given)) throw fault(path, "must be a group or a condition")
  if (++seen.conditions > RULE_LIMITS.conditions)
    throw fault(path, `must not be the ${RULE_LIMITS.conditions + 1}th condition; a rule has at most ${RULE_LIMITS.conditions}`)
  refuseUnknownKeys(given, CONDITION_KEYS, path)
  const field = typeof given.field === "string" ? fields.get(given.field) : undefined
  if (!field) throw fault(`${path}.field`, `${quoted(given.field)} is not a field of the catalogue`)
  const operator = checkOperator(given.operator, operatorsOf(field), field.field, `${path}.operator`)
  const choices = field.choices?.map(({ value }) => value)
  const value = checkValue(given.value, { type: field.type, operator, choices, path: field.path }, `${path}.value`)
  const within = given.within === undefined || given.within === null ? undefined : checkWindow(given.within, field, `${path}.within`)
  const where = checkFilters(given.where, field, `${path}.where`)
  return {
    field: field.field,
    operator,
    ...(value === undefined ? {} : { value }),
    ...(within ? { within } : {}),
    ...(where.length > 0 ? { where } : {}),
  }
}

/** The operators that a field takes. */
export function operatorsOf(field: Pick<FieldDefinition, "type" | "operators" | "anniversary">): readonly Operator[] {
  const own = field.operators ?? OPERATORS[field.type]
  return field.anniversary && !field.operators ? [...own, "anniversary_in_next"] : own
}

function checkOperator(given: unknown, operators: readonly Operator[], name: string, path: string): Operator {
  const operator = operators.find((one) => one === given)
  if (!operator) throw fault(path, `${quoted(given)} is not an operator of ${name}; it takes ${operators.join(", ")}`)
  return operator
}

function quoted(given: unknown): string {
  const text = JSON.stringify(given)
  if (text === undefined) return "nothing"
  return text.length > 100 ? `${text.slice(0, 100)}…` : text
}

function checkWindow(given: unknown, field: RegisteredField, path: string): Window {
  if (!field.windowed) throw fault(path, `${field.field} takes no window`)
  if (!isObject(given)) throw fault(path, 'must look like { "last": 30, "unit": "day" } or { "from": "2026-01-01", "to": "2026-03-31" }')
  if ("last" in given || "unit" in given) return checkRelative(given, "last", path)
  refuseUnknownKeys(given, ["from", "to"], path)
  const window: { from?: string; to?: string } = {}
  for (const key of ["from", "to"] as const) {
    const day = given[key]
    if (day === undefined || day === null) continue
    if (!isDayText(day)) throw fault(`${path}.${key}`, "must be a day such as 2026-03-31")
    window[key] = day
  }
  const { from, to } = window
  if (from === undefined && to === undefined) throw fault(path, "must have last, from or to")
  if (from !== undefined && to !== undefined) {
    if (from > to) throw fault(path, "must not end before it begins")
    const days = (Date.parse(to) - Date.parse(from)) / 86_400_000 + 1
    if (days > RULE_LIMITS.windowDays) throw fault(path, `must not exceed ${RULE_LIMITS.windowDays} days`)
  }
  return window
}

/** The dimension that a filter names; `properties.color` is found under `properties.`. */
export function dimensionOf(field: FieldDefinition, name: unknown): DimensionDefinition | undefined {
  if (typeof name !== "string") return undefined
  return field.dimensions?.find(({ key, open }) =>
    open ? name.startsWith(key) && name.length > key.length && name.length <= key.length + 128 : name === key
  )
}

function checkFilters(given: unknown, field: RegisteredField, path: string): Filter[] {
  const filters = given === undefined || given === null ? [] : given
  if (!Array.isArray(filters)) throw fault(path, "must be a list of filters")
  const known = field.dimensions?.map(({ key, open }) => (open ? `${key}KEY` : key)) ?? []
  if (filters.length > 0 && known.length === 0) throw fault(path, `${field.field} takes no filters`)
  if (filters.length > RULE_LIMITS.conditions) throw fault(path, `must not have more than ${RULE_LIMITS.conditions} filters`)
  const checked = filters.map((one: unknown, index): Filter => {
    const place = `${path}[${index}]`
    if (!isObject(one)) throw fault(place, "must be a filter with dimension, operator and value")
    refuseUnknownKeys(one, ["dimension", "operator", "value"], place)
    const dimension = dimensionOf(field, one.dimension)
    if (!dimension || /\0|\p{Surrogate}/u.test(String(one.dimension))) {
      throw fault(`${place}.dimension`, `${quoted(one.dimension)} is not a dimension of ${field.field}; it takes ${known.join(", ")}`)
    }
    const operator = checkOperator(one.operator, operatorsOf(dimension), String(one.dimension), `${place}.operator`)
    const value = checkValue(one.value, { type: dimension.type, operator, path: dimension.path }, `${place}.value`)
    return { dimension: String(one.dimension), operator, ...(value === undefined ? {} : { value }) }
  })
  for (const { key, required } of field.dimensions ?? []) {
    if (required && !checked.some(({ dimension }) => dimension === key)) throw fault(path, `${field.field} needs a filter on ${key}`)
  }
  return checked
}
