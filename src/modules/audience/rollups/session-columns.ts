import sql, { join, raw, type Sql } from "sql-template-tag"
import type { EventNames } from "./event-names"
import { figures } from "./figures"

/**
 * The columns of a session behind its key, in the order of {@link sessionFigures}.
 */
export const SESSION_COLUMNS = raw(
  [
    "started_at, first_event, last_at, last_event",
    "source_at, source_event, source_id, context_at, context_event, context_id",
    "landing_at, landing_event, landing_page_id, exit_at, exit_event, exit_page_id",
    "events, page_views, clicks, engaged_seconds",
  ].join(", ")
)

/**
 * One session's row out of its events `e`, to be grouped by the session's key.
 *
 * "First" and "last" go by time, then by event id: two events of one millisecond
 * must not change places with the order in which they were read. All aggregates
 * share one sort order, so that PostgreSQL sorts the events once.
 */
export function sessionFigures(names: EventNames): Sql {
  const { events, pageViews, clicks, engagedSeconds } = figures(names)
  const page = sql`e.name_id = ${names.page_viewed}::int and e.page_id is not null`
  return join([
    first("at", sql`true`), first("id", sql`true`), last("at", sql`true`), last("id", sql`true`),
    ...["at", "id", "source_id"].map((column) => first(column, sql`e.source_id is not null`)),
    ...["at", "id", "context_id"].map((column) => last(column, sql`e.context_id is not null`)),
    ...["at", "id", "page_id"].map((column) => first(column, page)),
    ...["at", "id", "page_id"].map((column) => last(column, page)),
    events, pageViews, clicks, engagedSeconds,
  ]) // prettier-ignore
}

function first(column: string, where: Sql): Sql {
  if (column === "at") return sql`min(e.at) filter (where ${where})`
  return sql`(array_agg(e.${raw(column)} order by e.at, e.id) filter (where ${where}))[1]`
}

function last(column: string, where: Sql): Sql {
  if (column === "at") return sql`max(e.at) filter (where ${where})`
  return sql`(array_agg(e.${raw(column)} order by e.at, e.id) filter (where ${where}))[count(*) filter (where ${where})]`
}

/** Assignments of `on conflict do update` that unite a session `stored` with further events of it. */
export function uniteSessions(): Sql {
  const earlier = sql`<`
  const later = sql`>`
  return join([
    ...decided(earlier, "started_at", "first_event"),
    ...decided(later, "last_at", "last_event"),
    ...decided(earlier, "source_at", "source_event", "source_id"),
    ...decided(later, "context_at", "context_event", "context_id"),
    ...decided(earlier, "landing_at", "landing_event", "landing_page_id"),
    ...decided(later, "exit_at", "exit_event", "exit_page_id"),
    ...["events", "page_views", "clicks", "engaged_seconds"].map(
      (column) => sql`${raw(column)} = stored.${raw(column)} + excluded.${raw(column)}`
    ),
  ])
}

/** Columns that the event with the smaller (greater) time and id decides together. */
function decided(order: Sql, at: string, event: string, ...others: string[]): Sql[] {
  const wins = sql`stored.${raw(at)} is null or (excluded.${raw(at)}, excluded.${raw(event)}) ${order} (stored.${raw(at)}, stored.${raw(event)})`
  return [at, event, ...others].map(
    (column) => sql`${raw(column)} = case when ${wins} then excluded.${raw(column)} else stored.${raw(column)} end`
  )
}
