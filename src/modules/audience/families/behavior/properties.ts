import sql, { type Sql } from "sql-template-tag"
import { OPERATORS } from "../../../../contract"
import {
  compareNumber,
  compareText,
  filterFact,
  suggestRows,
  type AskedFilter,
  type DimensionDefinition,
  type PositiveOperator,
  type ValuesQuery,
} from "../define"
import { property } from "./texts"

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

/** The filter on any property of an event `e`: `properties.KEY`. */
export const propertyFilter = (filter: AskedFilter): Sql =>
  filterFact(filter, (operator) => compareProperty(filter.dimension.slice("properties.".length), operator, filter))

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

/** Any property of an event. */
export const propertyDimension: DimensionDefinition = {
  key: "properties.",
  type: "text",
  ...property,
  open: true,
  operators: [...OPERATORS.text, ...COMPARISONS],
  values: suggestValues,
}
