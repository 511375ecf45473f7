import sql, { raw, type Sql } from "sql-template-tag"
import type { Column, ColumnType, JoinName } from "./column"
import { byDictionary, byEngagedTime, byState, byStateIfAny, byStates } from "./walk"

function column(name: string, label: string, type: ColumnType, value: Sql, ...joins: JoinName[]): Column {
  return { field: `visit.${name}`, label, type, value, joins }
}

const context = (name: string, label: string): Column => ({
  ...column(name, label, "text", sql`x.${raw(name)}`, "context"),
  walk: () => byDictionary({ table: "context", alias: "x", reference: "context_id", column: name }),
})

const SOURCE_PARTS = [
  ["source", "source"],
  ["medium", "medium"],
  ["channel", "channel"],
  ["campaign", "campaign"],
  ["term", "term"],
  ["content", "content"],
  ["referrer_host", "referrer host"],
] as const

const touch = (which: "first" | "last", alias: "fs" | "ls"): Column[] =>
  SOURCE_PARTS.map(([name, label]) => ({
    ...column(
      `${which}_${name}`,
      `${which === "first" ? "First" : "Last"} ${label}`,
      "text",
      sql`${raw(alias)}.${raw(name)}`,
      `${which}_source`
    ),
    walk: () => byDictionary({ table: "source", alias, reference: `${which}_source_id`, column: name }),
  }))

const landing = (which: "first" | "last", alias: "fl" | "ll"): Column => ({
  ...column(
    `${which}_landing_path`,
    `${which === "first" ? "First" : "Last"} landing page`,
    "text",
    sql`${raw(alias)}.path`,
    `${which}_landing`
  ),
  walk: () => byDictionary({ table: "page", alias, reference: `${which}_landing_page_id`, column: "path" }),
})

const AVERAGE_SESSION = sql`(s.engaged_seconds / nullif(s.sessions, 0))::float8`

/** Visit fields of the latest state; counts and times are lifetime. */
export const visitColumns: Column[] = [
  {
    ...column("type", "Visitor type", "text", sql`case when s.sessions = 1 then 'new' when s.sessions >= 2 then 'returning' end`, "state"),
    walk: () => byStates([sql`s.sessions = 1`, sql`s.sessions >= 2`], sql`s.sessions = 0`),
  },
  {
    ...column("sessions", "Sessions", "int", sql`coalesce(s.sessions, 0)`, "state"),
    walk: () => byState({ value: sql`s.sessions`, type: "int" }),
  },
  column(
    "days_active",
    "Days active",
    "int",
    sql`(select count(distinct d.day)::int from audience.profile_day d where d.profile_id = p.id)`
  ),
  column(
    "weeks_active",
    "Weeks active",
    "int",
    sql`(select count(distinct date_trunc('week', d.day))::int from audience.profile_day d where d.profile_id = p.id)`
  ),
  {
    ...column("engaged_time", "Time on site", "float8", sql`coalesce(s.engaged_seconds, 0)::float8`, "state"),
    walk: byEngagedTime,
  },
  {
    ...column("average_session_time", "Average session time", "float8", AVERAGE_SESSION, "state"),
    walk: () => byStateIfAny({ value: AVERAGE_SESSION, type: "float8" }),
  },
  {
    ...column("first_seen", "First seen", "timestamptz", sql`s.first_seen`, "state"),
    walk: () => byStateIfAny({ value: sql`s.first_seen`, type: "timestamptz" }),
  },
  {
    ...column("last_seen", "Last seen", "timestamptz", sql`s.last_seen`, "state"),
    walk: () => byStateIfAny({ value: sql`s.last_seen`, type: "timestamptz" }),
  },
  context("device_type", "Device type"),
  context("browser", "Browser"),
  context("browser_version", "Browser version"),
  context("os", "Operating system"),
  context("os_version", "Operating system version"),
  context("screen", "Screen"),
  context("language", "Language"),
  context("country", "Country"),
  context("region", "Region"),
  context("city", "City"),
  ...touch("first", "fs"),
  landing("first", "fl"),
  ...touch("last", "ls"),
  landing("last", "ll"),
]
