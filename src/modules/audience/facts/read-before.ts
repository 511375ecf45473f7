import sql, { raw, type Sql } from "sql-template-tag"

/**
 * Whether a stored copy was read before `readAt`, and may be replaced by what was read then. One that was read in the
 * future of `now` was read by a clock that has gone back since: nothing would replace it before that time comes again.
 */
export function readBefore(column: "read_at" | "stored.read_at", readAt: Date, now: Date): Sql {
  return sql`(${raw(column)} <= ${readAt}::timestamptz or ${raw(column)} > ${now}::timestamptz)`
}
