import type { ReportRow } from "../../src/contract"

/** Differences that remain after allowing for how many rows the page compares: at most one in twenty of them, or one in a hundred, is chance. */
export type Significance = "none" | "likely" | "clear"

export function significance({ q_value: q }: Pick<ReportRow, "q_value">): Significance {
  if (q === null || q >= 0.05) return "none"
  return q < 0.01 ? "clear" : "likely"
}

export type RowOrder = "members" | "different"

/** Rows by people as they came, or those first in which members differ most and not by chance. */
export function inOrder(rows: ReportRow[], order: RowOrder): ReportRow[] {
  if (order === "members") return rows
  const distance = (row: ReportRow): number => (significance(row) === "none" ? 0 : Math.abs(Math.log(Math.max(row.index ?? 100, 1) / 100)))
  return [...rows].sort((a, b) => distance(b) - distance(a) || b.members - a.members)
}
