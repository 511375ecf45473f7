import sql from "sql-template-tag"
import type { ReportSection } from "../../../../contract"
import { readColumns } from "../../lib/read-columns"
import { readOccurrences } from "../../lib/read-occurrences"
import type { AttributeRow } from "../columns"
import { byMembers, SECTION_ROWS, type Counted, type Sizes } from "../report-row"
import { distribution } from "./distribution"
import { Numbering } from "./numbering"
import { rangeOf, roundStep } from "./ranges"
import type { ReportScope } from "./scope"

/** Numbers with at most this many different values show each of them; others are grouped. */
const MOST_NUMBERS = 12

/** The values of one attribute that people have, and of how many people one is known. */
interface Values {
  rows: Counted[]
  known: Sizes
}

const NO_VALUES: Values = { rows: [], known: { members: 0, total: 0 } }

/**
 * One section for each attribute: texts and choices by value, numbers by value or in
 * ranges of a round width, dates by year, lists by their members.
 */
export async function customDistributions(scope: ReportScope, attributes: AttributeRow[]): Promise<ReportSection[]> {
  const values = new Map([...(await textValues(scope)), ...(await numberValues(scope))])
  return attributes.map((attribute) => {
    const { rows, known } = values.get(attribute.id) ?? NO_VALUES
    const ordered = attribute.type === "number" || attribute.type === "date"
    const labelled = attribute.type === "boolean" ? rows.map((row) => ({ ...row, label: row.key === "true" ? "Yes" : "No" })) : rows
    const shown = ordered ? mostFrequent(labelled).sort((a, b) => Number(a.key) - Number(b.key)) : labelled
    return distribution(sectionId(attribute), attribute.label, shown, scope.sizes, { known, keepOrder: ordered })
  })
}

function sectionId({ predefined, key }: AttributeRow): string {
  return `attribute.${predefined ? key : `custom.${key}`}`
}

function mostFrequent(rows: Counted[]): Counted[] {
  return [...rows].sort(byMembers).slice(0, SECTION_ROWS)
}

/** By attribute what is no number. Somebody has several values of a list, and counts once for each. */
async function textValues({ db, people }: ReportScope): Promise<Map<number, Values>> {
  const { profiles, keys, what } = await readOccurrences(
    db,
    sql`select v.profile_id, v.attribute_id::int as attributes, coalesce(v.text_value, v.boolean_value::text, extract(year from v.date_value)::int::text) as texts
        from audience.attribute_value v where v.text_value is not null or v.boolean_value is not null or v.date_value is not null
      union all select distinct v.profile_id, v.attribute_id::int, e.element
        from audience.attribute_value v cross join lateral unnest(v.list_value) e (element)
        where v.list_value is not null and e.element is not null`,
    { attributes: "int4", texts: "text" }
  )
  const tallies = people.tally({ profiles, keys })
  const values = new Map<number, Counted[]>()
  for (const number of tallies.keys()) {
    const attribute = what.attributes[number - 1]!
    const key = what.texts[number - 1]!
    values.set(attribute, [...(values.get(attribute) ?? []), { ...tallies.of(number), value: null, key, label: key }])
  }
  const known = people.tally({ profiles, keys: keys.map((key) => what.attributes[key - 1]!) })
  return new Map([...values].map(([id, rows]) => [id, { rows, known: { members: known.of(id).members, total: known.of(id).profiles } }]))
}

/** By attribute, with a label where the value stands for a range. */
async function numberValues({ db, people }: ReportScope): Promise<Map<number, Values>> {
  const { profiles, attributes, numbers } = await readColumns(
    db,
    sql`select v.profile_id, v.attribute_id::int, v.number_value from audience.attribute_value v where v.number_value is not null`,
    { profiles: "int4", attributes: "int4", numbers: "float8" }
  )
  const rowsOf = new Map<number, number[]>()
  profiles.forEach((profile, row) => {
    if (!people.counts(profile)) return
    const rows = rowsOf.get(attributes[row]!)
    if (rows) rows.push(row)
    else rowsOf.set(attributes[row]!, [row])
  })
  return new Map(
    [...rowsOf].map(([id, rows]) => {
      const step = stepOf(rows, numbers)
      const ranges = new Numbering<number>()
      const keys = Int32Array.from(rows, (row) => ranges.numberOf(step === null ? numbers[row]! : Math.floor(numbers[row]! / step)))
      const tallies = people.tallyOnce({ profiles: Int32Array.from(rows, (row) => profiles[row]!), keys })
      const counted = tallies.keys().map((number) => ({ ...tallies.of(number), value: null, ...rangeOf(ranges.valueOf(number), step) }))
      const members = counted.reduce((sum, row) => sum + row.members, 0)
      return [id, { rows: counted, known: { members, total: rows.length } }]
    })
  )
}

/** The width of the ranges; null where there are few enough numbers to show each. */
function stepOf(rows: number[], numbers: Float64Array): number | null {
  const different = new Set<number>()
  let least = Infinity
  let most = -Infinity
  for (const row of rows) {
    const number = numbers[row]!
    if (different.size <= MOST_NUMBERS) different.add(number)
    if (number < least) least = number
    if (number > most) most = number
  }
  return different.size > MOST_NUMBERS ? roundStep(most - least) : null
}
