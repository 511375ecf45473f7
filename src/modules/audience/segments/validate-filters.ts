import { RULE_LIMITS, type Filter, type RuleCondition, type SequenceStep } from "../../../contract"
import type { DimensionDefinition } from "../families"
import { checkOperator, isObject, operatorsOf, quoted, refuseUnknownKeys } from "./validate-parts"
import { checkRelative, checkValue, fault, UNSTORABLE } from "./validate-values"

const FEWEST_STEPS = 2

/** The dimension that a filter names; `properties.color` is found under `properties.`. */
export function dimensionOf(dimensions: readonly DimensionDefinition[] | undefined, name: unknown): DimensionDefinition | undefined {
  if (typeof name !== "string") return undefined
  return dimensions?.find(({ key, open }) =>
    open ? name.startsWith(key) && name.length > key.length && name.length <= key.length + 128 : name === key
  )
}

/** @throws invalid_data */
export function checkFilters(given: unknown, owner: string, dimensions: readonly DimensionDefinition[], path: string): Filter[] {
  const filters = given === undefined || given === null ? [] : given
  if (!Array.isArray(filters)) throw fault(path, "must be a list of filters")
  const known = dimensions.map(({ key, open }) => (open ? `${key}KEY` : key))
  if (filters.length > 0 && known.length === 0) throw fault(path, `${owner} takes no filters`)
  if (filters.length > RULE_LIMITS.conditions) throw fault(path, `must not have more than ${RULE_LIMITS.conditions} filters`)
  const checked = filters.map((one: unknown, index): Filter => {
    const place = `${path}[${index}]`
    if (!isObject(one)) throw fault(place, "must be a filter with dimension, operator and value")
    refuseUnknownKeys(one, ["dimension", "operator", "value"], place)
    const dimension = dimensionOf(dimensions, one.dimension)
    if (!dimension || UNSTORABLE.test(String(one.dimension))) {
      throw fault(`${place}.dimension`, `${quoted(one.dimension)} is not a dimension of ${owner}; it takes ${known.join(", ")}`)
    }
    const operator = checkOperator(one.operator, operatorsOf(dimension), String(one.dimension), `${place}.operator`)
    const value = checkValue(one.value, { type: dimension.type, operator, path: dimension.path }, `${place}.value`)
    return { dimension: String(one.dimension), operator, ...(value === undefined ? {} : { value }) }
  })
  for (const { key, required } of dimensions) {
    if (required && !checked.some(({ dimension }) => dimension === key)) throw fault(path, `${owner} needs a filter on ${key}`)
  }
  return checked
}

/** The steps of a sequence and the time between them. @throws invalid_data */
export function checkSteps(
  given: Record<string, unknown>,
  dimensions: readonly DimensionDefinition[],
  path: string
): Pick<RuleCondition, "steps" | "step_within"> {
  const { steps } = given
  if (!Array.isArray(steps) || steps.length < FEWEST_STEPS || steps.length > RULE_LIMITS.steps) {
    throw fault(`${path}.steps`, `must be a list of ${FEWEST_STEPS} to ${RULE_LIMITS.steps} steps such as { "name": "product_viewed" }`)
  }
  const checked = steps.map((step: unknown, index): SequenceStep => {
    const place = `${path}.steps[${index}]`
    if (!isObject(step)) throw fault(place, 'must be a step such as { "name": "product_viewed", "where": [] }')
    refuseUnknownKeys(step, ["name", "where"], place)
    const name = checkValue(step.name, { type: "text", operator: "eq" }, `${place}.name`) as string
    const where = checkFilters(step.where, "a step", dimensions, `${place}.where`)
    return { name, ...(where.length > 0 ? { where } : {}) }
  })
  if (given.step_within === undefined || given.step_within === null) return { steps: checked }
  return { steps: checked, step_within: checkRelative(given.step_within, "last", `${path}.step_within`) }
}
