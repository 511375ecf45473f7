import { RULE_LIMITS, type FieldType, type Operator } from "../../../contract"
import { invalidData } from "../errors"
import { isDate, isDayText } from "../families"

/** What a value must be, by the type of the field or dimension and the operator. */
export interface Expected {
  type: FieldType
  operator: Operator
  /** Codes that a choice is limited to; absent or empty = any. */
  choices?: readonly string[]
  /** Holds paths of pages. */
  path?: boolean
}

type Value = string | number | boolean | (string | number)[] | { last: number; unit: "day" } | undefined

export function fault(path: string, message: string): Error {
  return invalidData(`${path}: ${message}`)
}

const UNIT_DAYS = { day: 1, hour: 1 / 24, minute: 1 / 1440 } as const

/** The value in its normal form. @throws invalid_data that starts with `path` */
export function checkValue(value: unknown, expected: Expected, path: string): Value {
  const { type, operator } = expected
  if (operator === "set" || operator === "not_set") {
    if (value !== undefined && value !== null) throw fault(path, `${operator} takes no value`)
    return undefined
  }
  if (operator === "in_last" || operator === "not_in_last") return checkRelative(value, "last", path)
  if (operator === "in_next") return checkRelative(value, "next", path)
  if (operator === "anniversary_in_next") return checkRelative(value, "next", path, ["day"])
  if (type === "boolean") {
    if (typeof value !== "boolean") throw fault(path, "must be true or false")
    return value
  }
  if (type === "date") return checkDates(value, operator, path)
  if (operator === "gt" || operator === "gte" || operator === "lt" || operator === "lte" || operator === "between" || isNumeric(type)) {
    return operator === "between" ? checkRange(value, path) : checkNumber(value, path)
  }
  return checkTexts(value, expected, path)
}

const isNumeric = (type: FieldType): boolean => type === "number" || type === "money" || type === "duration"

function checkNumber(value: unknown, path: string): number {
  if (typeof value !== "number" || !Number.isFinite(value)) throw fault(path, "must be a number")
  return value
}

function checkRange(value: unknown, path: string): number[] {
  if (!Array.isArray(value) || value.length !== 2) throw fault(path, "must be two numbers, [lowest, highest]")
  const [low, high] = value.map((one, index) => checkNumber(one, `${path}[${index}]`)) as [number, number]
  if (low > high) throw fault(path, "must be [lowest, highest]; the first number is above the second")
  return [low, high]
}

function checkDates(value: unknown, operator: Operator, path: string): string | string[] {
  const check = (one: unknown, place: string): string => {
    const wanted = operator === "on" ? isDayText(one) : isDate(one)
    if (!wanted)
      throw fault(
        place,
        operator === "on"
          ? "must be a day such as 2026-03-31"
          : "must be a day such as 2026-03-31, or a time with zone such as 2026-03-31T18:00:00Z"
      )
    return one as string
  }
  if (operator !== "between") return check(value, path)
  if (!Array.isArray(value) || value.length !== 2) throw fault(path, "must be two days, [first, last]")
  const days = value.map((one, index) => check(one, `${path}[${index}]`))
  if (new Date(days[0] ?? "") > new Date(days[1] ?? "")) throw fault(path, "must be [first, last]; the first day is after the second")
  return days
}

/** `{ last | next: n, unit }` */
export function checkRelative(
  value: unknown,
  key: "last" | "next",
  path: string,
  units: readonly string[] = ["day", "hour", "minute"]
): { last: number; unit: "day" } {
  const example = `{ "${key}": 30, "unit": "day" }`
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw fault(path, `must look like ${example}`)
  const given = value as Record<string, unknown>
  for (const name of Object.keys(given))
    if (name !== key && name !== "unit") throw fault(`${path}.${name}`, `is not known here; it must look like ${example}`)
  const amount = given[key]
  const unit = given.unit
  if (typeof amount !== "number" || !Number.isInteger(amount) || amount < 1) throw fault(`${path}.${key}`, "must be a whole number above 0")
  if (typeof unit !== "string" || !units.includes(unit)) throw fault(`${path}.unit`, `must be ${units.join(", ")}`)
  if (amount * UNIT_DAYS[unit as "day"] > RULE_LIMITS.windowDays)
    throw fault(`${path}.${key}`, `must not exceed ${RULE_LIMITS.windowDays} days`)
  return { [key]: amount, unit } as { last: number; unit: "day" }
}

function checkTexts(value: unknown, expected: Expected, path: string): string | string[] {
  const { operator, type } = expected
  const listed = operator === "in" || operator === "not_in" || type === "list"
  if (!listed) return checkText(value, expected, path)
  if (!Array.isArray(value) || value.length === 0) throw fault(path, "must be a list of at least one text")
  if (value.length > RULE_LIMITS.listValues) throw fault(path, `must not have more than ${RULE_LIMITS.listValues} values`)
  return [...new Set(value.map((one, index) => checkText(one, expected, `${path}[${index}]`)))]
}

/** PostgreSQL stores neither NUL nor half of a surrogate pair. */
export const UNSTORABLE = /\0|\p{Surrogate}/u

function checkText(value: unknown, { choices, path: isPath, operator, type }: Expected, path: string): string {
  if (typeof value !== "string") throw fault(path, "must be text")
  if (value === "") throw fault(path, "must not be empty; use set or not_set to ask for a value at all")
  if (value.length > RULE_LIMITS.textLength) throw fault(path, `must not exceed ${RULE_LIMITS.textLength} characters`)
  if (UNSTORABLE.test(value)) throw fault(path, "must not contain characters that cannot be stored")
  if (choices && choices.length > 0 && type === "choice" && !choices.includes(value))
    throw fault(path, `must be one of ${choices.join(", ")}`)
  const whole = operator === "eq" || operator === "neq" || operator === "in" || operator === "not_in"
  return isPath && whole && value.length > 1 ? value.replace(/\/+$/, "") || "/" : value
}
