import type { ReportRow, ReportSection } from "../../../contract"
import { differencePValue } from "./significance"

/** What a statement counts for one value of a section. */
export interface Counted {
  key: string
  label?: string | null
  /** Members for whom it is true. */
  members: number
  /** Profiles for whom it is true, members included. */
  profiles: number
  value?: number | null
}

export interface Sizes {
  members: number
  total: number
}

/** Rows that a section shows, unless it says otherwise. */
export const SECTION_ROWS = 20

/** One row of a section: members against all profiles. */
export function reportRow(counted: Counted, sizes: Sizes): ReportRow {
  const share = sizes.members > 0 ? counted.members / sizes.members : 0
  const shareAll = sizes.total > 0 ? counted.profiles / sizes.total : 0
  return {
    key: counted.key,
    label: counted.label ?? counted.key,
    members: counted.members,
    share,
    share_all: shareAll,
    index: shareAll > 0 ? (share / shareAll) * 100 : null,
    p_value: differencePValue(counted.members, sizes.members, counted.profiles, sizes.total),
    // Only the report as a whole knows how many comparisons there are.
    q_value: null,
    ...(counted.value == null ? {} : { value: counted.value }),
  }
}

/** Most members first; equal rows by everybody's count and then by key, so that a section reads the same twice. */
export function byMembers(a: Counted, b: Counted): number {
  return b.members - a.members || b.profiles - a.profiles || (a.key < b.key ? -1 : a.key > b.key ? 1 : 0)
}

export interface SectionInput {
  id: string
  title: string
  unit?: ReportSection["value_unit"]
  rows: Counted[]
  sizes: Sizes
  /** Shown rows; the order is kept as it came where it carries a meaning of its own (ages, hours). */
  limit?: number
  keepOrder?: boolean
}

export function reportSection({ id, title, unit, rows, sizes, limit = SECTION_ROWS, keepOrder = false }: SectionInput): ReportSection {
  const shown = (keepOrder ? rows : [...rows].sort(byMembers)).slice(0, limit)
  return { id, title, ...(unit ? { value_unit: unit } : {}), rows: shown.map((row) => reportRow(row, sizes)) }
}
