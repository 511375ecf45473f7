import { RULE_LIMITS, type RuleCondition, type RuleGroup, type RuleNode, type Window } from "../../../contract"
import { isDayText, type FieldSet, type RegisteredField } from "../families"
import { checkFilters, checkSteps } from "./validate-filters"
import { checkOperator, isObject, operatorsOf, quoted, refuseUnknownKeys } from "./validate-parts"
import { checkRelative, checkValue, fault } from "./validate-values"

const GROUP_KEYS = ["match", "not", "rules"]
const CONDITION_KEYS = ["field", "operator", "value", "within", "where"]
const SEQUENCE_KEYS = ["steps", "step_within"]

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
  const field = typeof given.field === "string" ? fields.get(given.field) : undefined
  if (!field) throw fault(`${path}.field`, `${quoted(given.field)} is not a field of the catalogue`)
  refuseUnknownKeys(given, field.stepDimensions ? [...CONDITION_KEYS, ...SEQUENCE_KEYS] : CONDITION_KEYS, path)
  const operator = checkOperator(given.operator, operatorsOf(field), field.field, `${path}.operator`)
  const choices = field.choices?.map(({ value }) => value)
  const value = checkValue(given.value, { type: field.type, operator, choices, path: field.path }, `${path}.value`)
  const within = given.within === undefined || given.within === null ? undefined : checkWindow(given.within, field, `${path}.within`)
  const where = checkFilters(given.where, field.field, field.dimensions ?? [], `${path}.where`)
  return {
    field: field.field,
    operator,
    ...(value === undefined ? {} : { value }),
    ...(within ? { within } : {}),
    ...(where.length > 0 ? { where } : {}),
    ...(field.stepDimensions ? checkSteps(given, field.stepDimensions, path) : {}),
  }
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
