import type { Operator } from "../../../../contract"
import { negated } from "./compare"
import type { AskedValue, FieldDefinition, PositiveOperator } from "./field"

export interface Positive {
  operator: PositiveOperator
  value: AskedValue
  /** The condition is everybody for whom the positive form does not hold. */
  complement: boolean
}

const OPPOSITE = { eq: "neq", neq: "eq", gt: "lte", gte: "lt", lt: "gte", lte: "gt", between: "outside", outside: "between" } as const
type NumberOperator = keyof typeof OPPOSITE

/**
 * Which set a condition is compiled as: its own, or the complement of its opposite.
 *
 * A statement finds facts, never their absence. So the negative operators become
 * complements; and where nothing counts as 0 and 0 satisfies the comparison, the
 * opposite is asked of the facts and taken away from everybody.
 */
export function positiveOf(field: FieldDefinition, operator: Operator, value: AskedValue): Positive {
  if (field.type === "boolean") {
    // Where a missing value is no answer at all, "false" is a value that must be stored.
    return field.missing === "zero"
      ? { operator: "eq", value: true, complement: value === false }
      : { operator: "eq", value, complement: false }
  }
  if (field.missing === "zero") {
    const asked = operator as NumberOperator
    return holds(asked, value) ? { operator: OPPOSITE[asked], value, complement: true } : { operator: asked, value, complement: false }
  }
  const positive = negated(operator)
  return positive ? { operator: positive, value, complement: true } : { operator: operator as PositiveOperator, value, complement: false }
}

/** Whether 0 satisfies the comparison. */
function holds(operator: NumberOperator, value: AskedValue): boolean {
  const [low, high] = Array.isArray(value) ? (value as number[]) : [value as number, value as number]
  if (low === undefined || high === undefined) return false
  switch (operator) {
    case "eq":
      return low === 0
    case "neq":
      return low !== 0
    case "gt":
      return 0 > low
    case "gte":
      return 0 >= low
    case "lt":
      return 0 < low
    case "lte":
      return 0 <= low
    case "between":
      return low <= 0 && 0 <= high
    case "outside":
      return 0 < low || 0 > high
  }
}
