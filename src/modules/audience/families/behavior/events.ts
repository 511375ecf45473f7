import sql, { type Sql } from "sql-template-tag"
import { compareText, defineField, eventFact, filterFact, filterFacts, measure, suggestRows, type AskedFilter } from "../define"
import { propertyDimension, propertyFilter } from "./properties"
import { dimensions as texts, fields } from "./texts"

const dimensions = {
  name: (filter: AskedFilter): Sql =>
    filterFact(
      filter,
      (operator) =>
        sql`e.name_id = any(array(select n.id from audience.event_name n where ${compareText(sql`n.name`, operator, filter.value)}))`
    ),
  "properties.": propertyFilter,
}

const suggestNames = suggestRows(
  (q, limit, now) => sql`
    select n.name as value, n.name as label, coalesce(c.count, 0) as count from audience.event_name n
    left join (select e.name_id, count(*) as count from audience.event e where e.at >= ${now}::timestamptz - interval '7 days' group by 1) c on c.name_id = n.id
    where n.name ilike ${q} order by count desc, n.name limit ${limit}`
)

export const events = defineField({
  name: "events",
  type: "number",
  ...fields.events,
  windowed: true,
  missing: "zero",
  dimensions: [{ key: "name", type: "text", label: texts.name, required: true, values: suggestNames }, propertyDimension],
  compile: (ask, context) =>
    measure(
      {
        ...{ from: sql`audience.event e`, profile: sql`e.profile_id`, at: sql`e.at` },
        where: filterFacts(ask.filters, dimensions),
        fact: eventFact,
      },
      sql`count(*)`,
      ask,
      context
    ),
})
