import type { ReportRow } from "../../src/contract"

/** Differences that would come up by chance less often than once in twenty, and once in a hundred. */
export type Significance = "none" | "likely" | "clear"

export function significance({ p_value }: Pick<ReportRow, "p_value">): Significance {
  if (p_value === null || p_value >= 0.05) return "none"
  return p_value < 0.01 ? "clear" : "likely"
}
