import sql, { raw, type Sql } from "sql-template-tag"
import type { Column } from "./column"
import { byState } from "./walk"

const count = (name: string, label: string, value: Sql): Column => ({ field: `behavior.${name}`, label, type: "int", value, joins: [] })

const ofState = (name: string, label: string): Column => ({
  ...count(name, label, sql`coalesce(s.${raw(name)}, 0)`),
  joins: ["state"],
  walk: () => byState({ value: sql`s.${raw(name)}`, type: "int" }),
})

const ofDays = (name: string): Sql =>
  sql`coalesce((select sum(d.${raw(name)})::int from audience.profile_day d where d.profile_id = p.id), 0)`

/** Behaviour fields, counted over the profile's lifetime and without filters. */
export const behaviorColumns: Column[] = [
  ofState("page_views", "Page views"),
  ofState("clicks", "Clicks"),
  ofState("events", "Events"),
  count("product_views", "Product views", ofDays("product_views")),
  count("cart_adds", "Added to cart", ofDays("cart_adds")),
  count("searches", "Searches", ofDays("searches")),
  count(
    "experience_views",
    "Experience views",
    sql`(select count(*)::int from audience.event e where e.profile_id = p.id
      and e.name_id = (select n.id from audience.event_name n where n.name = 'experience_viewed'))`
  ),
]
