import sql, { join } from "sql-template-tag"
import type { ReportSection } from "../../../../contract"
import type { AttributeRow } from "../columns"
import { byMembers, SECTION_ROWS, type Counted } from "../report-row"
import { distribution } from "./distribution"
import type { ReportScope } from "./scope"

/** Numbers with at most this many different values show each of them; others are grouped. */
const MOST_NUMBERS = 12

interface NumberRange {
  id: number
  from: number
  to: number
  /** Different values, counted up to one more than {@link MOST_NUMBERS}. */
  values: number
}

type ValueRow = Counted & { attribute_id: number } & Record<string, unknown>

/**
 * One section for each attribute: texts and choices by value, numbers by value or in
 * ranges of a round width, dates by year, lists by their members.
 */
export async function customDistributions(scope: ReportScope, attributes: AttributeRow[]): Promise<ReportSection[]> {
  const ranges = await numberRanges(
    scope,
    attributes.filter((attribute) => attribute.type === "number")
  )
  const steps = new Map(ranges.map((range) => [range.id, range.values > MOST_NUMBERS ? roundStep(range.to - range.from) : null]))
  const rows = await valueRows(scope, steps)
  const known = await knownPeople(scope)
  return attributes.map((attribute) => {
    const ordered = attribute.type === "number" || attribute.type === "date"
    const step = steps.get(attribute.id) ?? null
    const values = rows
      .filter((row) => row.attribute_id === attribute.id)
      .map((row) => ({ ...row, label: valueLabel(attribute, row.key, step) }))
    const shown = ordered ? mostFrequent(values).sort((a, b) => Number(a.key) - Number(b.key)) : values
    return distribution(sectionId(attribute), attribute.label, shown, scope.sizes, {
      known: known.get(attribute.id) ?? { members: 0, total: 0 },
      keepOrder: ordered,
    })
  })
}

function sectionId({ predefined, key }: AttributeRow): string {
  return `attribute.${predefined ? key : `custom.${key}`}`
}

function mostFrequent(rows: Counted[]): Counted[] {
  return [...rows].sort(byMembers).slice(0, SECTION_ROWS)
}

function valueLabel({ type }: AttributeRow, key: string, step: number | null): string {
  if (type === "boolean") return key === "true" ? "Yes" : "No"
  if (type === "number" && step !== null) return `${key} to under ${Number((Number(key) + step).toPrecision(12))}`
  return key
}

/** The smallest of 1, 2, 5 × a power of ten that covers `width` with at most ten ranges. */
export function roundStep(width: number): number {
  const power = 10 ** Math.floor(Math.log10(width / 10))
  return [1, 2, 5, 10].map((factor) => factor * power).find((step) => width / step < 10) ?? 10 * power
}

async function numberRanges({ db, population }: ReportScope, attributes: AttributeRow[]): Promise<NumberRange[]> {
  if (attributes.length === 0) return []
  return db.rows<NumberRange & Record<string, unknown>>(sql`
    select a.id, min(v.value) as "from", max(v.value) as "to", count(*) filter (where v.place <= ${MOST_NUMBERS + 1}) as values
    from unnest(${attributes.map((attribute) => attribute.id)}::smallint[]) a (id)
    cross join lateral (select d.value, row_number() over () as place from (select distinct av.number_value as value from audience.attribute_value av
      where av.attribute_id = a.id and av.number_value is not null and ${population.isProfile(sql`av.profile_id`)}) d) v
    group by a.id`)
}

function valueRows({ db, population }: ReportScope, steps: Map<number, number | null>): Promise<ValueRow[]> {
  const stepped = [...steps].filter((entry): entry is [number, number] => entry[1] !== null)
  const stepRows =
    stepped.length > 0 ? join(stepped.map(([id, step]) => sql`(${id}::smallint, ${step}::float8)`)) : sql`(null::smallint, null::float8)`
  return db.rows<ValueRow>(sql`
    select * from (
      select u.attribute_id, u.key, count(*) filter (where u.is_member) as members, count(*) as profiles,
        row_number() over (partition by u.attribute_id order by count(*) filter (where u.is_member) desc, count(*) desc, u.key collate "C") as place
      from (
        select v.attribute_id, k.key, ${population.isMember(sql`v.profile_id`)} as is_member
        from audience.attribute_value v
        left join (values ${stepRows}) t (attribute_id, step) on t.attribute_id = v.attribute_id
        cross join lateral (
          select coalesce(v.text_value, v.boolean_value::text, extract(year from v.date_value)::int::text,
            case when t.step is null then v.number_value::text else (floor(v.number_value / t.step)::numeric * t.step::numeric)::float8::text end) as key
          where v.list_value is null
          union all select distinct unnest(v.list_value)) k
        where k.key is not null and ${population.isProfile(sql`v.profile_id`)}
        offset 0) u
      group by 1, 2) ranked
    where place <= ${SECTION_ROWS}`)
}

async function knownPeople({ db, population }: ReportScope): Promise<Map<number, { members: number; total: number }>> {
  const rows = await db.rows<{ attribute_id: number; members: number; total: number }>(sql`
    select v.attribute_id, count(*) filter (where ${population.isMember(sql`v.profile_id`)}) as members, count(*) as total
    from audience.attribute_value v
    where num_nonnulls(v.text_value, v.number_value, v.boolean_value, v.date_value) > 0 or cardinality(v.list_value) > 0
    group by 1`)
  return new Map(rows.map(({ attribute_id, members, total }) => [attribute_id, { members, total }]))
}
