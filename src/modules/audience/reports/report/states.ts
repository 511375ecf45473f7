import sql, { join, raw } from "sql-template-tag"
import type { ReportSection } from "../../../../contract"
import { readColumns } from "../../lib/read-columns"
import type { Counted } from "../report-row"
import { distribution } from "./distribution"
import { languageName, placeName } from "./names"
import type { Counts, Tallies } from "./tallies"
import type { ReportScope } from "./scope"
import { addUp } from "./top-rows"

const KINDS = {
  profiles: "int4",
  contexts: "int4",
  firstSources: "int4",
  lastSources: "int4",
  firstPages: "int4",
  lastPages: "int4",
  visits: "int4",
  orders: "int4",
} as const

interface Field {
  column: string
  title: string
  name?: (value: string) => string
}

const CONTEXT_FIELDS: Field[] = [
  { column: "device_type", title: "Device type" },
  { column: "browser", title: "Browser" },
  { column: "browser_version", title: "Browser version" },
  { column: "os", title: "Operating system" },
  { column: "os_version", title: "Operating system version" },
  { column: "screen", title: "Screen" },
  { column: "language", title: "Language", name: languageName },
  { column: "country", title: "Country", name: placeName },
  { column: "region", title: "Region" },
  { column: "city", title: "City" },
]

const SOURCE_FIELDS: Field[] = [
  { column: "source", title: "source" },
  { column: "medium", title: "medium" },
  { column: "channel", title: "channel" },
  { column: "campaign", title: "campaign" },
  { column: "term", title: "term" },
  { column: "content", title: "content" },
  { column: "referrer_host", title: "referrer" },
]

/** First number of each band of a count; the last band is open. */
const BANDS = [0, 1, 2, 3, 5, 10, 20]

/**
 * What the rollups know of each profile: how often it came and ordered, with what and from where, first and last.
 *
 * Every profile has one state, so that counts by context or source add up to people for each of their parts.
 */
export async function stateSections(scope: ReportScope): Promise<{ sections: ReportSection[] }> {
  const states = await readColumns(
    scope.db,
    sql`select s.profile_id, s.context_id, s.first_source_id, s.last_source_id, s.first_landing_page_id, s.last_landing_page_id, s.sessions, s.orders
      from audience.profile_state s`,
    KINDS
  )
  const tally = (keys: Int32Array): Tallies => scope.people.tallyOnce({ profiles: states.profiles, keys })
  const visitorTypes = tally(states.visits.map((visits) => Math.min(visits, 2)))
  const types = toRows(
    addUp(visitorTypes, (visits) => (visits === 1 ? "new" : "returning")),
    visitorTypeName
  )
  const sections = [
    distribution("visit.type", "Visitor type", types, scope.sizes),
    bands("visit.sessions", "Visits", tally(states.visits.map(bandOf)), scope),
    bands("purchase.orders", "Orders", tally(states.orders.map(bandOf)), scope),
    ...(await dictionarySections(scope, "context", "visit.", "", CONTEXT_FIELDS, tally(states.contexts))),
    ...(await dictionarySections(scope, "source", "visit.first_", "First ", SOURCE_FIELDS, tally(states.firstSources))),
    await pathSection(scope, "visit.first_landing_path", "First landing page", tally(states.firstPages)),
    ...(await dictionarySections(scope, "source", "visit.last_", "Last ", SOURCE_FIELDS, tally(states.lastSources))),
    await pathSection(scope, "visit.last_landing_path", "Last landing page", tally(states.lastPages)),
  ]
  return { sections }
}

const visitorTypeName = (type: string): string => (type === "new" ? "New" : "Returning")

function toRows(counts: Map<string, Counts>, name?: (value: string) => string): Counted[] {
  return [...counts].map(([key, { members, profiles }]) => ({ key, label: name?.(key) ?? key, members, profiles }))
}

/** Distributions by each part of a dictionary's rows. */
async function dictionarySections(
  { db, sizes }: ReportScope,
  table: "context" | "source",
  prefix: string,
  titlePrefix: string,
  fields: Field[],
  tallies: Tallies
): Promise<ReportSection[]> {
  const columns = join(fields.map(({ column }) => sql`d.${raw(column)}`))
  const rows = await db.rows<Record<string, string | null> & { id: never }>(
    sql`select d.id, ${columns} from audience.${raw(table)} d where d.id = any(${tallies.keys()}::int[])`
  )
  const byId = new Map(rows.map((row) => [row.id as number, row]))
  return fields.map(({ column, title, name }) => {
    const counts = addUp(tallies, (id) => byId.get(id)?.[column] ?? null)
    return distribution(`${prefix}${column}`, `${titlePrefix}${title}`, toRows(counts, name), sizes)
  })
}

async function pathSection({ db, sizes }: ReportScope, id: string, title: string, tallies: Tallies): Promise<ReportSection> {
  const pages = await db.rows<{ id: number; path: string }>(
    sql`select g.id, lower(g.path) as path from audience.page g where g.id = any(${tallies.keys()}::int[])`
  )
  const pathOf = new Map(pages.map((page) => [page.id, page.path]))
  return distribution(id, title, toRows(addUp(tallies, (page) => pathOf.get(page) ?? null)), sizes)
}

/** Number of the band that holds a count, from 1 on. */
function bandOf(count: number): number {
  let band = BANDS.length
  while (band > 1 && count < BANDS[band - 1]!) band--
  return band
}

const NOBODY = { members: 0, profiles: 0 }

/** Keys are `0`, `1`, `2`, `3-4`, …, `20-`. */
function bands(id: string, title: string, tallies: Tallies, { sizes }: ReportScope): ReportSection {
  const counted = addUp(tallies, () => "").get("") ?? tallies.of(0)
  const rows = BANDS.map((from, index) => {
    const counts = tallies.of(index + 1)
    // Who was never seen and never bought has no state: neither came nor ordered.
    const absent = from === 0 ? { members: sizes.members - counted.members, profiles: sizes.total - counted.profiles } : NOBODY
    const key = bandName(from, BANDS[index + 1])
    return { key, label: key, members: counts.members + absent.members, profiles: counts.profiles + absent.profiles }
  })
  return distribution(id, title, rows.filter(({ profiles }) => profiles > 0), sizes, { keepOrder: true }) // prettier-ignore
}

function bandName(from: number, next: number | undefined): string {
  if (next === undefined) return `${from}-`
  return next === from + 1 ? String(from) : `${from}-${next - 1}`
}
