import type { Filter, RuleCondition } from "../../../contract"
import type { StageContext } from "../stage"
import { positiveOf, spanOfWindow, UNIT_MS, type AskedFilter, type ConditionQuery, type Positive, type RegisteredField } from "../families"
import { scopeOf, type Extent } from "./scope"
import { dimensionOf } from "./validate-filters"

/**
 * What a condition asks of the database, in its positive form.
 *
 * `key` is equal for conditions whose positive form is: "3 or more page views" and
 * "fewer than 3 page views" are one question and its complement.
 */
export interface Question {
  key: string
  field: RegisteredField
  condition: RuleCondition
  positive: Positive
  /** Whether the answer for everybody may change when a product is regrouped. */
  readsProducts: boolean
}

export function questionOf(condition: RuleCondition, field: RegisteredField): Question {
  const positive = positiveOf(field, condition.operator, condition.value)
  const where = (condition.where ?? []).map(({ dimension, operator, value }) => JSON.stringify([dimension, operator, sorted(value)])).sort()
  const { steps = null, step_within = null } = condition
  const key = JSON.stringify([field.field, positive.operator, sorted(positive.value), window(condition.within), where, steps, step_within])
  const filtered = [
    ...(condition.where ?? []).map(({ dimension }) => dimensionOf(field.dimensions, dimension)),
    ...(steps ?? []).flatMap(({ where = [] }) => where.map(({ dimension }) => dimensionOf(field.stepDimensions, dimension))),
  ]
  const readsProducts = [field, ...filtered].some((one) => one?.readsProducts)
  return { key, field, condition, positive, readsProducts }
}

const filtersOf = (where: readonly Filter[] = []): AskedFilter[] => where.map((filter) => ({ ...filter, value: filter.value }))

// The order of a range means something, the order of a list of texts does not.
const sorted = (value: unknown): unknown =>
  Array.isArray(value) && value.every((one) => typeof one === "string") ? [...(value as string[])].sort() : value

const window = (within: RuleCondition["within"]): unknown =>
  !within ? null : "last" in within ? [within.last, within.unit] : [within.from ?? null, within.to ?? null]

/** The question's statement at `now`, over everybody or some profiles. */
export function compileQuestion(
  { field, condition, positive }: Question,
  { options }: StageContext,
  now: Date,
  scope: Extent
): ConditionQuery {
  const ask = {
    operator: positive.operator,
    value: positive.value,
    window: condition.within ? spanOfWindow(condition.within, now, options.timeZone) : null,
    filters: filtersOf(condition.where),
    ...(condition.steps ? { steps: condition.steps.map(({ name, where }) => ({ name, filters: filtersOf(where) })) } : {}),
    ...(condition.step_within ? { stepWithin: condition.step_within.last * UNIT_MS[condition.step_within.unit] } : {}),
  }
  return field.compile(ask, {
    now,
    zone: options.timeZone,
    currency: options.currency,
    cartAbandonedAfterMinutes: options.cartAbandonedAfterMinutes,
    scope: (column) => scopeOf(column, scope),
  })
}
