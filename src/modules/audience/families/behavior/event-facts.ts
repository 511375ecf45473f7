import sql, { type Sql } from "sql-template-tag"
import {
  compareText,
  countsByDay,
  dictionaryColumn,
  eventFact,
  filterFacts,
  measure,
  suggestFromDictionary,
  textColumn,
  type Ask,
  type AskedFilter,
  type CompileContext,
  type ConditionQuery,
  type Facts,
  type ValuesQuery,
} from "../define"

type Dimensions = Record<string, (filter: AskedFilter) => Sql>

/** The id of an event name; an unknown name has none, and no event has it. */
export const nameId = (name: string): Sql => sql`(select n.id from audience.event_name n where n.name = ${name})`

/** Events of one name, found through the index on name, page and time. */
export function eventsNamed(name: string, filters: readonly AskedFilter[], dimensions: Dimensions): Facts {
  return {
    from: sql`audience.event e`,
    profile: sql`e.profile_id`,
    at: sql`e.at`,
    where: [sql`e.name_id = ${nameId(name)}`, ...filterFacts(filters, dimensions)],
    fact: eventFact,
  }
}

/** Counts events of one name: out of the daily counts while these hold the answer, else event by event. */
export function countEvents(input: { name: string; daily: Sql | null; dimensions: Dimensions }) {
  return (ask: Ask, context: CompileContext): ConditionQuery => {
    if (input.daily && countsByDay(ask)) {
      const days = { from: sql`audience.profile_day d`, profile: sql`d.profile_id`, day: sql`d.day` }
      return measure(days, sql`sum(${input.daily})`, ask, context)
    }
    return measure(eventsNamed(input.name, ask.filters, input.dimensions), sql`count(*)`, ask, context)
  }
}

const pageColumn = (column: Sql): ((filter: AskedFilter) => Sql) =>
  dictionaryColumn(sql`e.page_id`, sql`audience.page`, (operator, { value }) => compareText(column, operator, value), { byIndex: true })

/** Dimensions that every event has by the page it happened on. */
export const onPage = {
  path: pageColumn(sql`d.path`),
  title: pageColumn(sql`d.title`),
  host: pageColumn(sql`d.host`),
}

/** A dimension held in a property of the event. */
export const property = (key: string): ((filter: AskedFilter) => Sql) => textColumn(sql`(e.properties ->> ${key})`)

/** Pages by how often something happened on them in the past week: all time would read every event. */
export const suggestPages = (column: "path" | "title" | "host", name: string): ValuesQuery =>
  suggestFromDictionary({
    table: sql`audience.page`,
    column: column === "path" ? sql`path` : column === "title" ? sql`title` : sql`host`,
    facts: sql`audience.event`,
    reference: sql`page_id`,
    recent: (now) => sql`name_id = ${nameId(name)} and at >= ${now}::timestamptz - interval '7 days'`,
  })

/** Values of one property (an own column, or a key) by their number in the past week. */
export function suggestProperty(name: string, expression: Sql): ValuesQuery {
  return ({ db, q, limit, now }) =>
    db.rows<{ value: string; label: string; count: number }>(sql`
      select v.value, v.value as label, count(*) as count
      from (select ${expression} as value from audience.event e
            where e.name_id = ${nameId(name)} and e.at >= ${now}::timestamptz - interval '7 days') v
      where v.value <> '' and position(lower(${q}) in lower(v.value)) > 0
      group by v.value order by count desc, v.value limit ${limit}`)
}
