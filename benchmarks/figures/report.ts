import { median, ms, time, type Figure } from "../figure"
import { REPORT_DAYS, REPORT_SECTIONS, REPORT_TABLES } from "../reference/report.sql"
import type { World } from "../world"
import { saveCrowd } from "./crowd"

/** The whole Segment Report of thirty days, against the same sections as DuckDB reads them, one after the other. */
export async function reportFigure({ audience, reference }: World, rounds: number): Promise<Figure> {
  const id = await saveCrowd(audience)
  for (const statement of REPORT_TABLES) await reference.run(statement)
  const ours: number[] = []
  const theirs: number[] = []
  for (let round = 0; round < rounds; round++) {
    ours.push(await time(() => audience.reports.report(id, REPORT_DAYS.from, REPORT_DAYS.to)))
    let sum = 0
    for (const section of REPORT_SECTIONS) sum += await reference.time(section)
    theirs.push(sum)
  }
  const ratio = median(ours) / median(theirs)
  return {
    ...{ number: 11, name: "full Segment Report of a 40 % segment, 30 days", ours: ms(median(ours)), ms: median(ours) },
    ...{ reference: `the same sections in DuckDB ${ms(median(theirs))}`, ratio, wanted: "≤ 2", holds: ratio <= 2 },
  }
}
