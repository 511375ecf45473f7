import sql, { empty, join, raw, type Sql } from "sql-template-tag"
import {
  and,
  defineField,
  factsUntil,
  eventFact,
  filterFacts,
  latestFacts,
  leavesQuery,
  within,
  type Ask,
  type CompileContext,
  type ConditionQuery,
} from "../define"
import { nameId, onPage, suggestPages } from "./event-facts"
import { propertyDimension, propertyFilter } from "./properties"
import { dimensions as texts, fields } from "./texts"

const dimensions = { ...onPage, "properties.": propertyFilter }

/** While an event lies in the future, its distance to the others grows with the clock: then the answer is looked at again this soon. */
const RECHECK = "5 seconds"

/** Events of one step within the window. */
function stepEvents(step: NonNullable<Ask["steps"]>[number], ask: Ask, context: CompileContext): Sql {
  const where = [sql`e.name_id = ${nameId(step.name)}`, ...filterFacts(step.filters, dimensions), ...within(ask.window, sql`e.at`)]
  return sql`select e.profile_id, e.at, e.id from audience.event e where ${and(where)}${context.scope(sql`e.profile_id`)}`
}

/** Whether event `b` came soon enough after event `a`; one that a wrong clock dated into the future happens now. */
function soonEnough({ stepWithin }: Ask, { now }: CompileContext): Sql {
  if (stepWithin === undefined) return empty
  return sql` and least(b.at, ${now}::timestamptz) <= least(a.at, ${now}::timestamptz) + ${`${stepWithin} milliseconds`}::interval`
}

/** A step's own name, and what it was about. */
const stepName = sql`concat_ws(': ', (select n.name from audience.event_name n where n.id = e.name_id), (select g.path from audience.page g where g.id = e.page_id))`

function compile(ask: Ask, context: CompileContext): ConditionQuery {
  const steps = (ask.steps ?? []).map((step) => stepEvents(step, ask, context))
  const way = (step: number): Sql => raw(`way_${step}`)
  // Step by step: the events that some way through all the steps before leads to.
  const ways = steps.map((events, step) => {
    if (step === 0) return sql`${way(step)} as (${events})`
    const before = sql`select 1 from ${way(step - 1)} a where a.profile_id = b.profile_id and (a.at, a.id) < (b.at, b.id)${soonEnough(ask, context)}`
    return sql`${way(step)} as (select b.profile_id, b.at, b.id from (${events}) b where exists (${before}))`
  })
  const all = sql`(${join(steps, " union all ")})`
  const leaves = leavesQuery(ask.window, sql`select s.at from ${all} s`)
  const ahead = sql`select ${context.now}::timestamptz + ${RECHECK}::interval as at where exists (select 1 from ${all} s where s.at > ${context.now}::timestamptz)`
  return {
    statement: sql`with ${join(ways)} select w.profile_id from ${way(steps.length - 1)} w`,
    until: factsUntil(ask.window),
    untilQuery: leaves ? sql`select least((${leaves}), (${ahead})) as at` : ahead,
    evidence: () => ({
      facts: latestFacts(
        sql`e.at`,
        { ...eventFact, text: stepName },
        sql`audience.event e where (e.at, e.id) in (select s.at, s.id from ${all} s)${context.scope(sql`e.profile_id`)}`
      ),
    }),
  }
}

export const sequence = defineField({
  name: "sequence",
  type: "boolean",
  missing: "zero",
  ...fields.sequence,
  windowed: true,
  stepDimensions: [
    { key: "path", type: "text", path: true, label: texts.path, values: suggestPages("path", "page_viewed") },
    { key: "title", type: "text", label: texts.title, values: suggestPages("title", "page_viewed") },
    { key: "host", type: "text", label: texts.host, values: suggestPages("host", "page_viewed") },
    propertyDimension,
  ],
  compile,
})
