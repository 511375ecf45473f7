import sql, { raw, type Sql } from "sql-template-tag"
import type { Column, ColumnType, JoinName } from "./column"
import { byDictionary, byEngagedTime, byState, byStateIfAny, byStates } from "./walk"

function column(name: string, type: ColumnType, value: Sql, ...joins: JoinName[]): Column {
  return { field: `visit.${name}`, type, value, joins }
}

const context = (name: string): Column => ({
  ...column(name, "text", sql`x.${raw(name)}`, "context"),
  walk: () => byDictionary({ table: "context", alias: "x", reference: "context_id", column: name }),
})

const SOURCE_PARTS = ["source", "medium", "channel", "campaign", "term", "content", "referrer_host"]

const touch = (which: "first" | "last", alias: "fs" | "ls"): Column[] =>
  SOURCE_PARTS.map((name) => ({
    ...column(`${which}_${name}`, "text", sql`${raw(alias)}.${raw(name)}`, `${which}_source`),
    walk: () => byDictionary({ table: "source", alias, reference: `${which}_source_id`, column: name }),
  }))

const landing = (which: "first" | "last", alias: "fl" | "ll"): Column => ({
  ...column(`${which}_landing_path`, "text", sql`${raw(alias)}.path`, `${which}_landing`),
  walk: () => byDictionary({ table: "page", alias, reference: `${which}_landing_page_id`, column: "path" }),
})

const count = (name: string): Column => ({
  ...column(name, "int", sql`coalesce(s.${raw(name)}, 0)`, "state"),
  walk: () => byState({ value: sql`s.${raw(name)}`, type: "int" }),
})

const AVERAGE_SESSION = sql`(s.engaged_seconds / nullif(s.sessions, 0))::float8`

/** Visit fields of the latest state; counts and times are lifetime. */
export const visitColumns: Column[] = [
  {
    ...column("type", "text", sql`case when s.sessions = 1 then 'new' when s.sessions >= 2 then 'returning' end`, "state"),
    walk: () => byStates([sql`s.sessions = 1`, sql`s.sessions >= 2`], sql`s.sessions = 0`),
  },
  count("sessions"),
  count("days_active"),
  count("weeks_active"),
  {
    ...column("engaged_time", "float8", sql`coalesce(s.engaged_seconds, 0)::float8`, "state"),
    walk: byEngagedTime,
  },
  {
    ...column("average_session_time", "float8", AVERAGE_SESSION, "state"),
    walk: () => byStateIfAny({ value: AVERAGE_SESSION, type: "float8" }),
  },
  {
    ...column("first_seen", "timestamptz", sql`s.first_seen`, "state"),
    walk: () => byStateIfAny({ value: sql`s.first_seen`, type: "timestamptz" }),
  },
  {
    ...column("last_seen", "timestamptz", sql`s.last_seen`, "state"),
    walk: () => byStateIfAny({ value: sql`s.last_seen`, type: "timestamptz" }),
  },
  context("device_type"),
  context("browser"),
  context("browser_version"),
  context("os"),
  context("os_version"),
  context("screen"),
  context("language"),
  context("country"),
  context("region"),
  context("city"),
  ...touch("first", "fs"),
  landing("first", "fl"),
  ...touch("last", "ls"),
  landing("last", "ll"),
]
