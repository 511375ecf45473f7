import sql, { raw, type Sql } from "sql-template-tag"
import type { Column } from "./column"
import { byState, byTotals } from "./walk"

const count = (name: string, value: Sql): Column => ({ field: `behavior.${name}`, type: "int", value, joins: [] })

const ofState = (name: string): Column => ({
  ...count(name, sql`coalesce(s.${raw(name)}, 0)`),
  joins: ["state"],
  walk: () => byState({ value: sql`s.${raw(name)}`, type: "int" }),
})

/** Few days have any: an index holds those alone, with their figure. */
const ofDays = (name: string): Column => {
  const figure = sql`d.${raw(name)}`
  return {
    ...count(name, sql`coalesce((select sum(${figure})::int from audience.profile_day d where d.profile_id = p.id), 0)`),
    walk: () =>
      byTotals(
        sql`select d.profile_id, sum(${figure})::int as value from audience.profile_day d where ${figure} > 0 group by 1`,
        "int",
        "zero",
        sql`select from audience.profile_day d where d.profile_id = p.id and ${figure} > 0`
      ),
  }
}

const EXPERIENCE_VIEWED = sql`e.name_id = (select n.id from audience.event_name n where n.name = 'experience_viewed')`

/** Behaviour fields, counted over the profile's lifetime and without filters. */
export const behaviorColumns: Column[] = [
  ofState("page_views"),
  ofState("clicks"),
  ofState("events"),
  ofDays("product_views"),
  ofDays("cart_adds"),
  ofDays("searches"),
  {
    ...count("experience_views", sql`(select count(*)::int from audience.event e where e.profile_id = p.id and ${EXPERIENCE_VIEWED})`),
    walk: () =>
      byTotals(sql`select e.profile_id, count(*)::int as value from audience.event e where ${EXPERIENCE_VIEWED} group by 1`, "int", "zero"),
  },
]
