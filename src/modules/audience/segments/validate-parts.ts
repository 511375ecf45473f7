import { OPERATORS, type Operator } from "../../../contract"
import type { FieldDefinition } from "../families"
import { fault } from "./validate-values"

export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value)

/** @throws invalid_data for the first key that is not known: a misspelt key must not change what a rule means. */
export function refuseUnknownKeys(given: Record<string, unknown>, known: readonly string[], path: string): void {
  for (const key of Object.keys(given))
    if (!known.includes(key)) throw fault(`${path}.${key}`, `is not known; ${path} takes ${known.join(", ")}`)
}

/** The operators that a field takes. */
export function operatorsOf(field: Pick<FieldDefinition, "type" | "operators" | "anniversary">): readonly Operator[] {
  const own = field.operators ?? OPERATORS[field.type]
  return field.anniversary && !field.operators ? [...own, "anniversary_in_next"] : own
}

/** @throws invalid_data */
export function checkOperator(given: unknown, operators: readonly Operator[], name: string, path: string): Operator {
  const operator = operators.find((one) => one === given)
  if (!operator) throw fault(path, `${quoted(given)} is not an operator of ${name}; it takes ${operators.join(", ")}`)
  return operator
}

/** What was given, as it may stand in a message. */
export function quoted(given: unknown): string {
  const text = JSON.stringify(given)
  if (text === undefined) return "nothing"
  return text.length > 100 ? `${text.slice(0, 100)}…` : text
}
