import sql from "sql-template-tag"
import type { Columns } from "../../lib/column-reader"
import { readColumns } from "../../lib/read-columns"
import { inRange, type ReportScope } from "./scope"

const KINDS = { profiles: "int4", names: "int4", pages: "int4", visitors: "int4", sessions: "uuid", times: "time" } as const

/** Every event of the report's days; page, visitor, session and time of page views only. */
export type Events = Columns<typeof KINDS>

/**
 * Reads the events of the report's days in one pass.
 *
 * A month of a large shop is millions of them: what only page views need is not sent for the others.
 */
export async function readEvents(scope: ReportScope): Promise<Events> {
  const [viewed] = await scope.db.rows<{ id: number }>(sql`select id from audience.event_name where name = 'page_viewed'`)
  const isView = sql`e.name_id = ${viewed?.id ?? 0}::int`
  return readColumns(
    scope.db,
    sql`select e.profile_id, e.name_id, case when ${isView} then e.page_id end, case when ${isView} then e.visitor_id end,
        case when ${isView} then e.session_id end, case when ${isView} then e.at end
      from audience.event e where ${inRange(scope, sql`e.at`)}`,
    KINDS
  )
}
