import sql, { raw, type Sql } from "sql-template-tag"
import {
  compareText,
  countsByDay,
  defineField,
  dictionaryColumn,
  filterFacts,
  measure,
  numberOf,
  suggestFromDictionary,
  type AskedFilter,
  type DimensionDefinition,
  type Text,
} from "../define"
import { fields, origins } from "./texts"

interface SessionDimension {
  key: string
  label: Text
  table: "source" | "page" | "context"
  column: string
  reference: "source_id" | "landing_page_id" | "context_id"
}

const bySource = (key: keyof typeof origins): SessionDimension => ({
  ...{ key, column: key, label: origins[key], table: "source", reference: "source_id" },
})
const byContext = (key: "device_type" | "browser" | "os" | "country"): SessionDimension => ({
  ...{ key, column: key, label: fields[key].label, table: "context", reference: "context_id" },
})

const DIMENSIONS: SessionDimension[] = [
  bySource("source"),
  bySource("medium"),
  bySource("channel"),
  bySource("campaign"),
  bySource("referrer_host"),
  { key: "landing_path", column: "path", label: origins.landing_path, table: "page", reference: "landing_page_id" },
  byContext("device_type"),
  byContext("browser"),
  byContext("os"),
  byContext("country"),
]

const dimensions: DimensionDefinition[] = DIMENSIONS.map(({ key, label, table, column, reference }) => ({
  key,
  label,
  type: "text",
  path: key === "landing_path",
  values: suggestFromDictionary({
    table: raw(`audience.${table}`),
    column: raw(column),
    facts: sql`audience.session`,
    reference: raw(reference),
    recent: (now) => sql`started_at >= ${now}::timestamptz - interval '90 days'`,
  }),
}))

const columns: Record<string, (filter: AskedFilter) => Sql> = Object.fromEntries(
  DIMENSIONS.map(({ key, table, column, reference }) => [
    key,
    dictionaryColumn(raw(`s.${reference}`), raw(`audience.${table}`), (operator, { value }) =>
      compareText(raw(`d.${column}`), operator, value)
    ),
  ])
)

export const sessions = defineField({
  name: "sessions",
  type: "number",
  ...fields.sessions,
  windowed: true,
  missing: "zero",
  dimensions,
  compile(ask, context) {
    if (!countsByDay(ask)) {
      const facts = {
        from: sql`audience.session s`,
        profile: sql`s.profile_id`,
        at: sql`s.started_at`,
        where: filterFacts(ask.filters, columns),
        fact: { id: sql`s.id`, text: sql`(select o.source from audience.source o where o.id = s.source_id)` },
      }
      return measure(facts, sql`count(*)`, ask, context)
    }
    if (!ask.window)
      return numberOf({ from: sql`audience.profile_state s`, profile: sql`s.profile_id`, column: sql`s.sessions` }, ask, context)
    const days = { from: sql`audience.profile_day d`, profile: sql`d.profile_id`, day: sql`d.day` }
    return measure(days, sql`sum(d.sessions)`, ask, context)
  },
})
