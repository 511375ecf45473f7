import sql, { raw, type Sql } from "sql-template-tag"
import type { Column, JoinName } from "./column"

const count = (name: string, label: string, value: Sql, ...joins: JoinName[]): Column => ({
  field: `behavior.${name}`,
  label,
  type: "int",
  value,
  joins,
})

const ofDays = (name: string): Sql =>
  sql`coalesce((select sum(d.${raw(name)})::int from audience.profile_day d where d.profile_id = p.id), 0)`

/** Behaviour fields, counted over the profile's lifetime and without filters. */
export const behaviorColumns: Column[] = [
  count("page_views", "Page views", sql`coalesce(s.page_views, 0)`, "state"),
  count("clicks", "Clicks", sql`coalesce(s.clicks, 0)`, "state"),
  count("events", "Events", sql`coalesce(s.events, 0)`, "state"),
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
