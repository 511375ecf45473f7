import sql, { raw, type Sql } from "sql-template-tag"
import type { Column, ColumnType, JoinName } from "./column"

function column(name: string, label: string, type: ColumnType, value: Sql, ...joins: JoinName[]): Column {
  return { field: `visit.${name}`, label, type, value, joins }
}

const context = (name: string, label: string): Column => column(name, label, "text", sql`x.${raw(name)}`, "context")

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
  SOURCE_PARTS.map(([name, label]) =>
    column(
      `${which}_${name}`,
      `${which === "first" ? "First" : "Last"} ${label}`,
      "text",
      sql`${raw(alias)}.${raw(name)}`,
      `${which}_source`
    )
  )

/** Visit fields of the latest state; counts and times are lifetime. */
export const visitColumns: Column[] = [
  column("type", "Visitor type", "text", sql`case when s.sessions = 1 then 'new' when s.sessions >= 2 then 'returning' end`, "state"),
  column("sessions", "Sessions", "int", sql`coalesce(s.sessions, 0)`, "state"),
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
  column("engaged_time", "Time on site", "float8", sql`coalesce(s.engaged_seconds, 0)::float8`, "state"),
  column("average_session_time", "Average session time", "float8", sql`(s.engaged_seconds / nullif(s.sessions, 0))::float8`, "state"),
  column("first_seen", "First seen", "timestamptz", sql`s.first_seen`, "state"),
  column("last_seen", "Last seen", "timestamptz", sql`s.last_seen`, "state"),
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
  column("first_landing_path", "First landing page", "text", sql`fl.path`, "first_landing"),
  ...touch("last", "ls"),
  column("last_landing_path", "Last landing page", "text", sql`ll.path`, "last_landing"),
]
