/** Which way a list runs. */
export type Direction = "asc" | "desc"

/** The order of a list that asks for none: who was here last comes first. */
export const DEFAULT_ORDER = "-visit.last_seen"

/** Columns that every profile has in an answer, by the names that answers use. */
const PROFILE_COLUMNS: Record<string, string> = {
  email: "attribute.email",
  first_name: "attribute.first_name",
  last_name: "attribute.last_name",
  identified: "attribute.identified",
  first_seen: "visit.first_seen",
  last_seen: "visit.last_seen",
}

/** An `order` parameter: a field or profile column, `-` in front for descending. */
export function parseOrder(order: string): { field: string; direction: Direction } {
  const direction = order.startsWith("-") ? "desc" : "asc"
  const name = order.replace(/^-/, "")
  return { field: PROFILE_COLUMNS[name] ?? name, direction }
}
