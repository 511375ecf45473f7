import type { Attribute } from "../identity"

const YES = new Set(["true", "yes", "1"])
const NO = new Set(["false", "no", "0"])

/**
 * A cell in the form in which a value is checked: spreadsheets write TRUE or 1 where the API has
 * true, and a cell holds a list as the export writes it, with commas (or | or ;) in between.
 */
export function readCell({ type }: Pick<Attribute, "type">, cell: string): unknown {
  const lower = cell.toLowerCase()
  if (type === "boolean") return YES.has(lower) ? true : NO.has(lower) ? false : cell
  if (type === "list") {
    return cell
      .split(/[|;,]/)
      .map((entry) => entry.trim())
      .filter(Boolean)
  }
  return cell
}
