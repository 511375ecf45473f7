import type { ReportHead, ReportSection } from "../../src/contract"
import { withLine, type ReportSoFar } from "./report-state"

const head: ReportHead = {
  ...{ from: "2026-01-02", to: "2026-01-02", previous: { from: "2026-01-01", to: "2026-01-01" } },
  ...{ members: 1, total: 2, currency: "eur", time_zone: "UTC" },
}
const section = (id: string): ReportSection => ({ id, title: id, rows: [] })
const ids = ({ behaviour }: ReportSoFar): string[] => behaviour.sections.map(({ id }) => id)

describe("withLine", () => {
  it("puts sections of behaviour where they belong, whenever they come", () => {
    const pieces = [["landing_pages", "hours"], ["pages", "paths"], ["clicks"]]
    const report = pieces.reduce(
      (before, sections) => withLine(before, { piece: { part: "behaviour", sections: sections.map(section) } }),
      withLine(undefined, { head })
    )
    expect(ids(report)).toEqual(["pages", "landing_pages", "paths", "clicks", "hours"])
    expect(report.differences).toBeNull()
  })

  it("keeps measures and the flow that came before, and leaves the other parts alone", () => {
    const flow = { sessions: 1, nodes: [], links: [] }
    const first = withLine(withLine(undefined, { head }), { piece: { part: "behaviour", measures: [], flow } })
    const second = withLine(first, { piece: { part: "purchase", sections: [section("products")] } })
    expect(second.behaviour.flow).toEqual(flow)
    expect(withLine(second, { piece: { part: "behaviour", sections: [section("clicks")] } }).behaviour.flow).toEqual(flow)
    expect(second.purchase.sections.map(({ id }) => id)).toEqual(["products"])
    expect(ids(second)).toEqual([])
  })

  it("gives way to the whole", () => {
    const part = { measures: [], sections: [] }
    const whole = { ...head, differences: [], behaviour: part, attributes: part, purchase: part }
    expect(withLine(withLine(undefined, { head }), { whole })).toEqual(whole)
  })

  it("takes no piece before the head", () => {
    expect(() => withLine(undefined, { piece: { part: "purchase" } })).toThrow("no head")
  })
})
