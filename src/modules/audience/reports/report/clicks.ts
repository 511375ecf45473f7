import sql from "sql-template-tag"
import { readColumns } from "../../lib/read-columns"
import type { Counted } from "../report-row"
import { Numbering } from "./numbering"
import { inRange, type ReportScope } from "./scope"
import { topRows } from "./top-rows"

/** What was clicked, by its label without case, else where it leads, else what kind of element it was. */
export async function clickRows(scope: ReportScope): Promise<Counted[]> {
  const { profiles, labels } = await readColumns(
    scope.db,
    sql`select e.profile_id, coalesce(nullif(e.properties->>'label', ''), nullif(e.properties->>'href', ''), nullif(e.properties->>'element', ''))
      from audience.event e where e.name_id = (select n.id from audience.event_name n where n.name = 'clicked') and ${inRange(scope, sql`e.at`)}`,
    { profiles: "int4", labels: "text" }
  )
  const keys = new Numbering<string>()
  const spellings = new Map<number, string>()
  const keyOf = new Map<string, number>([["", 0]])
  const spelled = (label: string): number => {
    const key = keys.numberOf(label.toLowerCase())
    const spelling = spellings.get(key)
    // Whoever was first differs from one reading to the next; the smallest spelling does not.
    if (spelling === undefined || label < spelling) spellings.set(key, label)
    keyOf.set(label, key)
    return key
  }
  const numbers = Int32Array.from(labels, (label) => keyOf.get(label) ?? spelled(label))
  return topRows(
    scope.people.tally({ profiles, keys: numbers }),
    (shown) => new Map(shown.map((key) => [key, { key: keys.valueOf(key), label: spellings.get(key) ?? keys.valueOf(key) }]))
  )
}
