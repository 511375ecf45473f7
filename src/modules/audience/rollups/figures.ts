import sql, { type Sql } from "sql-template-tag"
import type { EventNames } from "./event-names"

/** Longest stay that one event can tell of: a wrong clock must not outweigh a year of visits. */
const MAX_SECONDS = 86_400

/**
 * What sessions and days count, over events `e` of one group.
 *
 * `events` are all events, the browser's own notes (`session_started`, `page_engaged`,
 * `identified`, `cart_linked`, `logged_out`) included: each one shows that the visitor was there.
 */
export function figures(names: EventNames): { events: Sql; pageViews: Sql; clicks: Sql; engagedSeconds: Sql } {
  return {
    events: sql`count(*)`,
    pageViews: countOf(names.page_viewed),
    clicks: countOf(names.clicked),
    engagedSeconds: sql`coalesce(sum(round(least(greatest(e.seconds, 0), ${MAX_SECONDS})::numeric, 3)) filter (where e.name_id = ${names.page_engaged}::int), 0)`,
  }
}

/** Events of one name; 0 for a name that has never occurred. */
export function countOf(nameId: number | null): Sql {
  return sql`count(*) filter (where e.name_id = ${nameId}::int)`
}
