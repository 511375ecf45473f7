import sql, { join, raw, Sql } from "sql-template-tag"
import type { ProfileSet } from "../lib/bitmap"
import type { Database } from "../lib/database"
import { setOfBytes } from "../lib/read-ids"
import { earlier, type Answer, type Query } from "./answer"
import type { Extent } from "./scope"

/** What one statement answers. */
interface Part {
  /** Queries, each with its place among all that are asked. */
  asked: [index: number, query: Query][]
  /** Tables whose rows of the profiles are found first. */
  tables: Set<string>
}

/** Tables of which each row belongs to one profile and has its id, where somebody has few. */
const OWN = ["profile_state", "profile_day", "session", "order_fact", "order_line", "refund", "cart", "cart_line", "attribute_value"]
/** Of many people reading what they do takes as long as reading all that they are and bought: it is read beside that. */
const VISITS = ["profile_day", "session"]
/** Of many people few events are of the page that is asked for: these are found by name and page. Of few people all are. */
const EVENTS = "event"
const FEW = { profiles: 100, events: 10_000 }
/** What else tells of people. */
const OTHERS = ["profile", "customer", "visitor", "segment_manual"]

const TABLE = /\baudience\.(\w+)/g

/**
 * The answers to many queries about some profiles. The caller disposes of the sets.
 *
 * By itself each query would look a thousand profiles up again; or worse, it would read a window's rows of
 * everybody to throw ninety-nine of a hundred away. In one statement the profiles' own rows are found and read once.
 */
export async function readTogether(
  database: Database,
  profiles: ProfileSet,
  queries: readonly ((extent: Extent) => Query)[]
): Promise<Answer[]> {
  const ids = profiles.toArray()
  const areFew = await haveFewEvents(database, ids)
  const own = areFew ? [...OWN, EVENTS] : OWN
  const list = `{${ids.join()}}`
  const [states, visits, others] = Array.from({ length: 3 }, (): Part => ({ asked: [], tables: new Set() })) as [Part, Part, Part]
  for (const [index, query] of queries.entries()) {
    const free = query("all")
    const { finds = [] } = free
    const named = tablesOf(free)
    const tables = own.filter((table) => named.has(table) && !finds.includes(table))
    if (OTHERS.some((table) => named.has(table))) others.asked.push([index, query(named.has(EVENTS) ? "touched" : ids)])
    else if (!areFew && named.has(EVENTS)) others.asked.push([index, query("touched")])
    else if (tables.length === 0) others.asked.push([index, finds.length > 0 ? free : query("touched")])
    else {
      // Where only the profiles' own rows are in reach, a look at who they belong to costs more than the rest.
      const part = !areFew && VISITS.some((table) => named.has(table)) ? visits : states
      part.asked.push([index, withOwnRows(free, tables)])
      for (const table of tables) part.tables.add(table)
    }
  }
  const answers: Answer[] = []
  const read = async ({ asked, tables }: Part): Promise<void> => {
    if (asked.length === 0) return
    const rows = await database.rows<{ ids: Buffer | null; until: Date | null }>(
      sql`with ${join([touched(list), ...[...tables].map((table) => ownRows(table, list))])} ${selections(asked)}`
    )
    for (const [place, [index, { until = null }]] of asked.entries()) {
      const row = rows[place]
      const set = setOfBytes(row?.ids)
      set.andInPlace(profiles)
      answers[index] = { set, validUntil: earlier(until, row?.until ?? null) }
    }
  }
  const results = await Promise.allSettled([read(states), read(visits), read(others)])
  const failure = results.find((result) => result.status === "rejected")
  if (!failure) return answers
  for (const answer of answers) answer?.set.dispose()
  throw failure.reason
}

/** `list`: the profiles as PostgreSQL writes an array, so that the driver does not write it anew for each table. */
function touched(list: string): Sql {
  return sql`touched as materialized (select distinct id as profile_id from unnest(${list}::int[]) id)`
}

/** By the list itself, not by a join with it: PostgreSQL then knows how long it is, and reads the pages of a table once and in their order. */
function ownRows(table: string, list: string): Sql {
  const name = raw(table)
  return sql`${name} as materialized (select r.* from audience.${name} r where r.profile_id = any(${list}::int[]))`
}

/** A row for each query, in their order. As members of arrays: a union of a thousand would be nested too deep. */
function selections(asked: Part["asked"]): Sql {
  const ids = asked.map(([, { statement }]) => sql`(select string_agg(int4send(c.profile_id), '') from (${statement}) c)`)
  const untils = asked.map(([, { untilQuery }]) => (untilQuery ? sql`(${untilQuery})` : sql`null`))
  return sql`select a.ids, a.until from unnest(array[${join(ids)}]::bytea[], array[${join(untils)}]::timestamptz[]) with ordinality a (ids, until, place) order by a.place`
}

/** Tables that a query names. A mistake here costs time alone: answers are limited to the profiles in the end. */
const tablesOf = ({ statement }: Query): Set<string | undefined> => new Set([...statement.sql.matchAll(TABLE)].map(([, table]) => table))

/** Somebody may have as many events as all others together: a crawler, or a till that many sign in at. */
async function haveFewEvents(database: Database, ids: readonly number[]): Promise<boolean> {
  if (ids.length > FEW.profiles) return false
  const [found] = await database.rows<{ events: number }>(
    sql`select coalesce(sum(s.events), 0) as events from audience.profile_state s where s.profile_id = any(${ids}::int[])`
  )
  return found !== undefined && found.events <= FEW.events
}

/** Without its schema the name of a table means those of its rows that stand in `with`. */
function withOwnRows({ statement, until, untilQuery }: Query, tables: readonly string[]): Query {
  const names = new RegExp(`\\baudience\\.(${tables.join("|")})\\b`, "g")
  const own = ({ strings, values }: Sql): Sql =>
    new Sql(
      strings.map((text) => text.replace(names, "$1")),
      values
    )
  return { statement: own(statement), ...(until ? { until } : {}), ...(untilQuery ? { untilQuery: own(untilQuery) } : {}) }
}
