import sql, { type Sql } from "sql-template-tag"
import { OPERATORS } from "../../../../contract"
import {
  compareNumber,
  compareText,
  defineField,
  filterFact,
  filterFacts,
  measure,
  suggestRows,
  type AskedFilter,
  type PositiveOperator,
  type ValuesQuery,
} from "../define"

const COMPARISONS = ["gt", "gte", "lt", "lte", "between"] as const

/** A value of the event's properties: any text of a list is enough; a comparison of size holds for numbers only. */
function compareProperty(key: string, operator: PositiveOperator, filter: AskedFilter): Sql {
  const value = sql`e.properties -> ${key}`
  if ((COMPARISONS as readonly string[]).includes(operator)) {
    const number = sql`case when jsonb_typeof(${value}) = 'number' then (e.properties ->> ${key})::numeric end`
    return compareNumber(number, operator, filter.value)
  }
  const texts = sql`jsonb_array_elements_text(case when jsonb_typeof(${value}) = 'array' then ${value} else jsonb_build_array(${value}) end) t(value)`
  return sql`exists (select 1 from ${texts} where ${compareText(sql`t.value`, operator, filter.value)})`
}

const dimensions = {
  name: (filter: AskedFilter): Sql =>
    filterFact(
      filter,
      (operator) =>
        sql`e.name_id = any(array(select n.id from audience.event_name n where ${compareText(sql`n.name`, operator, filter.value)}))`
    ),
  "properties.": (filter: AskedFilter): Sql =>
    filterFact(filter, (operator) => compareProperty(filter.dimension.slice("properties.".length), operator, filter)),
}

const suggestNames = suggestRows(
  (q, limit, now) => sql`
    select n.name as value, n.name as label, coalesce(c.count, 0) as count from audience.event_name n
    left join (select e.name_id, count(*) as count from audience.event e where e.at >= ${now}::timestamptz - interval '7 days' group by 1) c on c.name_id = n.id
    where n.name ilike ${q} order by count desc, n.name limit ${limit}`
)

const suggestKeys = suggestRows(
  (q, limit, now) => sql`
    select k.key as value, k.key as label, count(*) as count
    from (select e.properties from audience.event e where e.at >= ${now}::timestamptz - interval '7 days' and e.properties is not null limit 20000) e,
         jsonb_object_keys(e.properties) k(key)
    where k.key ilike ${q} group by 1 order by count desc, 1 limit ${limit}`
)

const suggestValues: ValuesQuery = async (input) => {
  const { key } = input
  if (key === undefined || key === "") return suggestKeys(input)
  return input.db.rows<{ value: string; label: string; count: number }>(sql`
    select v.value, v.value as label, count(*) as count
    from (select e.properties ->> ${key} as value from audience.event e
          where e.at >= ${input.now}::timestamptz - interval '7 days' and e.properties ? ${key} limit 20000) v
    where position(lower(${input.q}) in lower(v.value)) > 0 group by 1 order by count desc, 1 limit ${input.limit}`)
}

export const events = defineField({
  name: "events",
  type: "number",
  label: { en: "Events" },
  help: { en: "Events of a name, the shop's own ones too. Filters on name and properties must all hold for the same event." },
  windowed: true,
  missing: "zero",
  dimensions: [
    { key: "name", type: "text", label: { en: "Event name" }, required: true, values: suggestNames },
    {
      key: "properties.",
      type: "text",
      label: { en: "Property" },
      help: { en: "Any property of the event. Sizes compare numbers, everything else compares text." },
      open: true,
      operators: [...OPERATORS.text, ...COMPARISONS],
      values: suggestValues,
    },
  ],
  compile: (ask, context) =>
    measure(
      { from: sql`audience.event e`, profile: sql`e.profile_id`, at: sql`e.at`, where: filterFacts(ask.filters, dimensions) },
      sql`count(*)`,
      ask,
      context
    ),
})
