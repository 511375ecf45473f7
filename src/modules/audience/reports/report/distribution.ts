import type { ReportSection } from "../../../../contract"
import { reportSection, type Counted, type Sizes } from "../report-row"

interface DistributionOptions {
  /** People of whom a value is known, where a person may have several or the rows are only the most frequent. */
  known?: Sizes
  /** Keeps the order of the rows where it carries a meaning of its own, such as ages. */
  keepOrder?: boolean
}

/**
 * A section of values that people have: the most frequent, and at the end, under the
 * key `""`, those of whom none is known, so that the shares add up.
 */
export function distribution(id: string, title: string, rows: Counted[], sizes: Sizes, options: DistributionOptions = {}): ReportSection {
  const known = options.known ?? { members: sum(rows, "members"), total: sum(rows, "profiles") }
  const section = reportSection({ id, title, rows, sizes, keepOrder: options.keepOrder })
  const profiles = sizes.total - known.total
  if (profiles <= 0) return section
  const unknown = { key: "", label: "Not known", members: sizes.members - known.members, profiles }
  return { ...section, rows: [...section.rows, ...reportSection({ id, title, rows: [unknown], sizes }).rows] }
}

function sum(rows: Counted[], of: "members" | "profiles"): number {
  return rows.reduce((total, row) => total + row[of], 0)
}
