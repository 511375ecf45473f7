import sql, { raw, type Sql } from "sql-template-tag"
import type { Column } from "./column"
import { byState } from "./walk"

const count = (name: string, value: Sql): Column => ({ field: `behavior.${name}`, type: "int", value, joins: [] })

const ofState = (name: string): Column => ({
  ...count(name, sql`coalesce(s.${raw(name)}, 0)`),
  joins: ["state"],
  walk: () => byState({ value: sql`s.${raw(name)}`, type: "int" }),
})

const ofDays = (name: string): Sql =>
  sql`coalesce((select sum(d.${raw(name)})::int from audience.profile_day d where d.profile_id = p.id), 0)`

/** Behaviour fields, counted over the profile's lifetime and without filters. */
export const behaviorColumns: Column[] = [
  ofState("page_views"),
  ofState("clicks"),
  ofState("events"),
  count("product_views", ofDays("product_views")),
  count("cart_adds", ofDays("cart_adds")),
  count("searches", ofDays("searches")),
  count(
    "experience_views",
    sql`(select count(*)::int from audience.event e where e.profile_id = p.id
      and e.name_id = (select n.id from audience.event_name n where n.name = 'experience_viewed'))`
  ),
]
