import type { ReportDifference, ReportPart, ReportRow, SegmentReport } from "../../../../contract"
import { falseDiscoveryRates } from "../false-discoveries"

const PARTS = ["behaviour", "attributes", "purchase"] as const
const SHOWN = 12
/** Differences that remain after allowing for how many were looked at. */
const MOST_FALSE = 0.05
/** A share of nobody has no ratio to another: half a person stands in for nobody. */
const HALF_A_PERSON = 0.5

/**
 * Adds what only the report as a whole can tell: each row's q-value over all comparisons on
 * the page, and what makes the segment different, the largest differences first.
 */
export function withDifferences(report: Omit<SegmentReport, "differences">): SegmentReport {
  const rows = PARTS.flatMap((part) => report[part].sections.flatMap((section) => section.rows))
  const rates = falseDiscoveryRates(rows.map((row) => row.p_value))
  rows.forEach((row, index) => {
    row.q_value = rates[index] ?? null
  })
  return { ...report, differences: largestDifferences(report) }
}

/**
 * The row of each section that differs most, sections in that order. What members do more than others
 * goes first: "100 % mobile" says who they are, "no desktop" only who they are not. Who is not known says neither.
 */
function largestDifferences(report: Omit<SegmentReport, "differences">): ReportDifference[] {
  return PARTS.flatMap((part) => report[part].sections.flatMap((section) => differenceIn(part, section, report)))
    .sort((a, b) => sizeOf(b.row, report) - sizeOf(a.row, report))
    .slice(0, SHOWN)
}

function differenceIn(
  part: ReportDifference["part"],
  section: ReportPart["sections"][number],
  sizes: { members: number; total: number }
): ReportDifference[] {
  const isMore = ({ share, share_all: all }: ReportRow): number => (share > all ? 1 : 0)
  const [row] = section.rows
    .filter(({ key, q_value: q }) => key !== "" && q !== null && q < MOST_FALSE)
    .sort((a, b) => isMore(b) - isMore(a) || sizeOf(b, sizes) - sizeOf(a, sizes))
  return row ? [{ part, section: section.id, title: section.title, row }] : []
}

/**
 * How much a row sets members apart: its part in the population stability index, (share − share of all) × ln(share / share of all),
 * the symmetric Kullback–Leibler divergence (Kullback & Leibler 1951). Large where many people and a large ratio
 * come together: neither a rarity that is ten times as common nor a tenth more of what everybody does leads the list.
 */
function sizeOf({ share, share_all: all }: ReportRow, { members, total }: { members: number; total: number }): number {
  const present = Math.max(share, HALF_A_PERSON / Math.max(1, members))
  const expected = Math.max(all, HALF_A_PERSON / Math.max(1, total))
  return (present - expected) * Math.log(present / expected)
}
