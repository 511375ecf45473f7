import sql, { type Sql } from "sql-template-tag"
import type { Column } from "../reports"

/**
 * The characters that make a spreadsheet run a cell, by code: = + - @, tab, line feed and carriage return (OWASP,
 * CSV Injection), and ＝ ＋ － ＠, the full-width forms of the first four, which some take for them in Japanese.
 */
const FORMULA_STARTS = [61, 43, 45, 64, 9, 10, 13, 0xff1d, 0xff0b, 0xff0d, 0xff20]

/**
 * A column as a CSV cell: times in ISO 8601 UTC as the API answers them, lists joined by commas.
 *
 * Spreadsheets run a cell that starts with = + - or @ as a formula, and names and event
 * properties come from strangers: such a text gets a leading apostrophe, unless `raw`.
 * Numbers are not text and keep their sign.
 */
export function cell(column: Column, raw: boolean): Sql {
  switch (column.type) {
    case "timestamptz":
      return instant(column.value)
    case "text":
      return raw ? column.value : guarded(column.value)
    case "text[]":
      return raw ? joined(column.value) : guarded(joined(column.value))
    case "boolean":
      return sql`case when ${column.value} then 'true' when not ${column.value} then 'false' end`
    default:
      return column.value
  }
}

const DIGITS_TO_MILLISECONDS = "2026-01-31T23:59:59.999".length

/**
 * A time as JSON has it, without its quotes: `to_char` takes twice as long. JSON leaves zeros at the end of a fraction away,
 * so that a microsecond is added, which is cut off again: times of ours have milliseconds.
 */
function instant(time: Sql): Sql {
  return sql`substr(to_json(${time} at time zone 'UTC' + '1 microsecond')::text, 2, ${DIGITS_TO_MILLISECONDS}::int) || 'Z'`
}

function joined(list: Sql): Sql {
  return sql`array_to_string(${list}, ',')`
}

function guarded(text: Sql): Sql {
  return sql`case when ascii(${text}) = any(${FORMULA_STARTS}::int[]) then '''' || ${text} else ${text} end`
}

/** A header cell, guarded and quoted as RFC 4180 asks: labels of attributes are free text too. */
export function headerCell(text: string, raw: boolean): string {
  const safe = !raw && FORMULA_STARTS.includes(text.charCodeAt(0)) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe
}
