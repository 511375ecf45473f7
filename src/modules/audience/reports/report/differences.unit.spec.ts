import type { ReportPart, SegmentReport } from "../../../../contract"
import { reportSection } from "../report-row"
import { withDifferences } from "./differences"

const SIZES = { members: 400, total: 1000 }
const EMPTY: ReportPart = { measures: [], sections: [] }

function reportWith(sections: ReportPart["sections"]): SegmentReport {
  const days = { from: "2026-03-01", to: "2026-03-02" }
  return withDifferences({
    ...days,
    previous: days,
    ...SIZES,
    currency: "eur",
    time_zone: "UTC",
    behaviour: EMPTY,
    attributes: { measures: [], sections },
    purchase: EMPTY,
  })
}

const section = (id: string, rows: [key: string, members: number, profiles: number][]) =>
  reportSection({ id, title: id, rows: rows.map(([key, members, profiles]) => ({ key, members, profiles })), sizes: SIZES })

describe("withDifferences", () => {
  it("takes the strongest row of each section, presence before absence, large ones before rare ones, and leaves out what may be chance", () => {
    const { differences } = reportWith([
      section("alike", [["same", 40, 100]]),
      section("rare", [["odd", 20, 22]]),
      section("large", [["mobile", 320, 400], ["desktop", 80, 600]]), // prettier-ignore
      section("unknown", [["", 400, 500]]),
    ])
    // Mobile: 80 % against 40 %, 0.4 × ln 2 = 0.277. Odd: 5 % against 2.2 %, 0.023. Desktop differs more, but by its absence.
    expect(differences.map(({ section: id, row }) => [id, row.key])).toEqual([["large", "mobile"], ["rare", "odd"]]) // prettier-ignore
  })

  it("corrects every comparison for how many there are in the whole report", () => {
    const { attributes } = reportWith([section("a", [["x", 45, 100]]), section("b", [["y", 40, 100], ["z", 40, 100]])]) // prettier-ignore
    const rows = attributes.sections.flatMap((one) => one.rows)
    // 45 of 400 against 55 of 600 is the smallest of three p-values; the other two are 1.
    expect(rows[0]?.q_value).toBeCloseTo(Math.min(1, 3 * (rows[0]?.p_value ?? 0)), 10)
    expect(rows.slice(1).map((row) => row.q_value)).toEqual([expect.closeTo(1, 10), expect.closeTo(1, 10)])
  })
})
