import sql from "sql-template-tag"
import type { Columns } from "../../lib/packed-columns"
import { readColumns } from "../../lib/read-columns"
import { inRange, type ReportScope } from "./scope"

const VIEWS = { profiles: "int4", pages: "int4", visitors: "int4", sessions: "uuid", times: "time" } as const
const OTHERS = { profiles: "int4", names: "int4" } as const

/** Every page view of the report's days. */
export type Views = Columns<typeof VIEWS>

/** Every event of the report's days; of those that are no page views only who and what. */
export interface Events {
  views: Views
  others: Columns<typeof OTHERS>
  /** Number of the name of page views. */
  viewed: number
}

/**
 * Reads the events of the report's days.
 *
 * A month of a large shop is millions of them: whatever is no page view is read from an index alone.
 */
export async function readEvents(scope: ReportScope): Promise<Events> {
  const names = await scope.db.rows<{ id: number; name: string }>(sql`select id, name from audience.event_name`)
  const viewed = names.find(({ name }) => name === "page_viewed")?.id ?? 0
  const others = names.map(({ id }) => id).filter((id) => id !== viewed)
  return {
    viewed,
    views: await readColumns(
      scope.db,
      sql`select e.profile_id, e.page_id, e.visitor_id, e.session_id, e.at from audience.event e where e.name_id = ${viewed} and ${inRange(scope, sql`e.at`)}`,
      VIEWS
    ),
    others: await readColumns(
      scope.db,
      sql`select e.profile_id, e.name_id from audience.event e where e.name_id = any(${others}::int[]) and ${inRange(scope, sql`e.at`)}`,
      OTHERS
    ),
  }
}
