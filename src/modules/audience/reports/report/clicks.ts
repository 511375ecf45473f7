import sql from "sql-template-tag"
import { readOccurrences } from "../../lib/read-occurrences"
import type { Counted } from "../report-row"
import { Numbering } from "./numbering"
import { inRange, type ReportScope } from "./scope"
import { topRows } from "./top-rows"

/** What was clicked, by its label without case, else where it leads, else what kind of element it was. */
export async function clickRows(scope: ReportScope): Promise<Counted[]> {
  const { profiles, keys, what } = await readOccurrences(
    scope.db,
    sql`select e.profile_id, coalesce(nullif(e.properties->>'label', ''), nullif(e.properties->>'href', ''), nullif(e.properties->>'element', '')) as texts
      from audience.event e where e.name_id = (select n.id from audience.event_name n where n.name = 'clicked') and ${inRange(scope, sql`e.at`)}`,
    { texts: "text" }
  )
  const labels = new Numbering<string>()
  const spellings = new Map<number, string>()
  const labelOf = what.texts.map((text) => {
    if (text === "") return 0
    const label = labels.numberOf(text.toLowerCase())
    const spelling = spellings.get(label)
    // Whoever was first differs from one reading to the next; the smallest spelling does not.
    if (spelling === undefined || text < spelling) spellings.set(label, text)
    return label
  })
  return topRows(
    scope.people.tally({ profiles, keys: keys.map((key) => labelOf[key - 1] ?? 0) }),
    (shown) => new Map(shown.map((label) => [label, { key: labels.valueOf(label), label: spellings.get(label) ?? labels.valueOf(label) }]))
  )
}
