import { escapeLiteral } from "pg"
import type { Sql } from "sql-template-tag"

/**
 * A statement as one text, with its parameters as quoted literals: COPY binds none.
 *
 * Every value goes through PostgreSQL's own quoting rules, bytes and lists too, so
 * that a value remains a value whatever it contains.
 */
export function inline(statement: Sql): string {
  return statement.strings.reduce((text, part, index) => text + literal(statement.values[index - 1]) + part)
}

function literal(value: unknown): string {
  if (value === null || value === undefined) return "null"
  if (typeof value === "number" && Number.isFinite(value)) return value < 0 ? `(${value})` : String(value)
  if (typeof value === "boolean") return String(value)
  if (value instanceof Date) return escapeLiteral(value.toISOString())
  if (value instanceof Uint8Array) return `'\\x${Buffer.from(value).toString("hex")}'`
  if (Array.isArray(value)) return value.length > 0 ? `array[${value.map(literal).join(",")}]` : "'{}'"
  if (typeof value === "string") {
    if (value.includes("\0")) throw new RangeError("PostgreSQL texts cannot contain a zero byte")
    // Going through a long list of ids letter by letter costs more than the rest of a statement.
    return /['\\]/.test(value) ? escapeLiteral(value) : `'${value}'`
  }
  throw new TypeError(`a statement's parameter is neither text, number, boolean, date, bytes nor a list: ${typeof value}`)
}
