import {
  BEHAVIOUR_SECTIONS,
  type ReportDifference,
  type ReportHead,
  type ReportLine,
  type ReportPart,
  type ReportPartName,
} from "../../src/contract"

/** A report as far as it has come. `differences` is null until every row has been compared. */
export interface ReportSoFar extends ReportHead, Record<ReportPartName, ReportPart> {
  differences: ReportDifference[] | null
}

const nothing = (): ReportPart => ({ measures: [], sections: [] })

/** The report with one more line. */
export function withLine(report: ReportSoFar | undefined, line: ReportLine): ReportSoFar {
  if ("whole" in line) return line.whole
  if ("head" in line) return { ...line.head, differences: null, behaviour: nothing(), attributes: nothing(), purchase: nothing() }
  if (!report) throw new Error("the report has no head")
  const { part, measures, sections = [], flow } = line.piece
  const before = report[part]
  return {
    ...report,
    [part]: {
      measures: measures ?? before.measures,
      sections: inPlace([...before.sections, ...sections]),
      ...(before.flow ? { flow: before.flow } : {}),
      ...(flow ? { flow } : {}),
    },
  }
}

/** Behaviour in the order of the whole; of the other parts, whose pieces come in order, nothing is moved. */
function inPlace(sections: ReportPart["sections"]): ReportPart["sections"] {
  const places = new Map<string, number>(BEHAVIOUR_SECTIONS.map((id, place) => [id, place]))
  return sections.sort((a, b) => (places.get(a.id) ?? 0) - (places.get(b.id) ?? 0))
}
