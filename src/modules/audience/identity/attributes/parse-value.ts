import { isDayText } from "../../lib/clock"
import { isJunkId } from "../ids"

export type AttributeType = "text" | "number" | "boolean" | "date" | "choice" | "list"

/** A value in the form of its column, or why it is none. */
export type ParsedValue = { value: string | number | boolean | string[] } | { reason: string }

const MAX_TEXT = 1024
const MAX_ENTRIES = 100
/** Up to it every digit counts. Beyond, one that a browser makes up would leave no ranges for everybody else's in a report. */
const MAX_NUMBER = 1e15

/**
 * Reads a value as an attribute's type has it. Numbers, booleans and dates may come as
 * text, because CSV and HTML forms know nothing else; any other mismatch is refused.
 */
export function parseAttributeValue(attribute: { key: string; type: AttributeType; choices: string[] }, given: unknown): ParsedValue {
  switch (attribute.type) {
    case "text":
      return parseText(given)
    case "number":
      return parseNumber(attribute.key, given)
    case "boolean":
      if (given === true || given === "true") return { value: true }
      if (given === false || given === "false") return { value: false }
      return { reason: "must be true or false" }
    case "date":
      return parseDate(given)
    case "choice":
      return parseChoice(attribute.choices, given)
    case "list":
      return parseList(given)
  }
}

/** PostgreSQL's text has no NUL. */
function cleaned(text: string): string {
  return text.replaceAll("\0", "").trim()
}

function parseText(given: unknown): ParsedValue {
  const text = typeof given === "number" && Number.isFinite(given) ? String(given) : given
  if (typeof text !== "string") return { reason: "must be text" }
  const value = cleaned(text)
  if (value === "" || isJunkId(value)) return { reason: `"${value}" is no value` }
  return value.length <= MAX_TEXT ? { value } : { reason: `must not exceed ${MAX_TEXT} characters` }
}

function parseNumber(key: string, given: unknown): ParsedValue {
  const value = typeof given === "string" && /^\s*-?\d+(\.\d+)?\s*$/.test(given) ? Number(given) : given
  if (typeof value !== "number" || !Number.isFinite(value)) return { reason: "must be a number" }
  if (Math.abs(value) > MAX_NUMBER) return { reason: "must be a number from -10^15 to 10^15" }
  if (key === "age" && !(Number.isInteger(value) && value >= 0 && value <= 130)) return { reason: "must be whole years from 0 to 130" }
  return { value }
}

function parseDate(given: unknown): ParsedValue {
  const day = typeof given === "string" ? given.trim().slice(0, 10) : ""
  const rest = typeof given === "string" ? given.trim().slice(10) : ""
  return isDayText(day) && (rest === "" || /^[T ]\d{2}:/.test(rest)) ? { value: day } : { reason: "must be a day as YYYY-MM-DD" }
}

function parseChoice(choices: string[], given: unknown): ParsedValue {
  const text = parseText(given)
  if ("reason" in text || choices.length === 0) return text
  const choice = choices.find((one) => one.toLowerCase() === String(text.value).toLowerCase())
  return choice === undefined ? { reason: `must be one of ${choices.join(", ")}` } : { value: choice }
}

function parseList(given: unknown): ParsedValue {
  if (!Array.isArray(given)) return { reason: "must be a list of texts" }
  if (given.length > MAX_ENTRIES) return { reason: `must not exceed ${MAX_ENTRIES} entries` }
  const entries: string[] = []
  for (const one of given) {
    const text = parseText(one)
    if ("reason" in text) return { reason: `must be a list of texts: ${text.reason}` }
    entries.push(String(text.value))
  }
  return { value: [...new Set(entries)] }
}
