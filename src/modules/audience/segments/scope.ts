import sql, { empty, type Sql } from "sql-template-tag"
import type { Scope } from "./types"

/** Which profiles a statement looks at; `touched`: those that the statement around it has in a table of this name. */
export type Extent = Scope | "touched"

/** ` and column …`, or nothing for everybody. */
export function scopeOf(column: Sql, extent: Extent): Sql {
  if (extent === "all") return empty
  return extent === "touched" ? sql` and ${column} in (select t.profile_id from touched t)` : sql` and ${column} = any(${extent}::int[])`
}

/** Selects the profiles as `profile_id`. */
export function profilesOf(extent: Exclude<Extent, "all">): Sql {
  return extent === "touched" ? sql`select t.profile_id from touched t` : sql`select id as profile_id from unnest(${extent}::int[]) id`
}
