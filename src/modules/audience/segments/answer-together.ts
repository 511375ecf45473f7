import sql, { join, raw, Sql } from "sql-template-tag"
import type { ProfileSet } from "../lib/bitmap"
import type { Database } from "../lib/database"
import { setOfBytes } from "../lib/read-ids"
import { earlier, type Answer, type Query } from "./answer"
import type { Extent } from "./scope"

/** Tables of which each row belongs to one profile and has its id, where somebody has few. */
const OWN = ["profile_state", "profile_day", "session", "order_fact", "order_line", "refund", "cart", "cart_line", "attribute_value"]
/** Of many people few events are of the page that is asked for: these are found by name and page. Of few people all are. */
const EVENTS = "event"
const FEW = { profiles: 100, events: 10_000 }
/** What else tells of people. */
const OTHERS = ["profile", "customer", "visitor", "segment_manual"]

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
  const own = (await haveFewEvents(database, ids)) ? [...OWN, EVENTS] : OWN
  const ownNames = namesOf(own)
  const otherNames = namesOf(own === OWN ? [...OTHERS, EVENTS] : OTHERS)
  const ofOwnRows: [index: number, query: Query][] = []
  const others: typeof ofOwnRows = []
  for (const [index, query] of queries.entries()) {
    const free = query("all")
    // Where only the profiles' own rows are in reach, a look at who they belong to costs more than the rest.
    const text = free.statement.sql
    if (text.search(ownNames) >= 0 && text.search(otherNames) < 0) ofOwnRows.push([index, withOwnRows(free, ownNames)])
    else others.push([index, query("touched")])
  }
  const answers: Answer[] = []
  const read = async (asked: typeof others, statement: Sql): Promise<void> => {
    if (asked.length === 0) return
    const rows = await database.rows<{ ids: Buffer | null; until: Date | null }>(statement)
    for (const [place, [index, { until = null }]] of asked.entries()) {
      const row = rows[place]
      const set = setOfBytes(row?.ids)
      set.andInPlace(profiles)
      answers[index] = { set, validUntil: earlier(until, row?.until ?? null) }
    }
  }
  const results = await Promise.allSettled([
    read(ofOwnRows, sql`${touched(ids)}, ${join(own.map(ownRows))} ${selections(ofOwnRows)}`),
    read(others, sql`${touched(ids)} ${selections(others)}`),
  ])
  const failure = results.find((result) => result.status === "rejected")
  if (!failure) return answers
  for (const answer of answers) answer?.set.dispose()
  throw failure.reason
}

function touched(ids: readonly number[]): Sql {
  return sql`with touched as materialized (select distinct id as profile_id from unnest(${ids}::int[]) id)`
}

function ownRows(table: string): Sql {
  const name = raw(table)
  return sql`${name} as materialized (select r.* from touched t join audience.${name} r on r.profile_id = t.profile_id)`
}

/** A row for each query, in their order. As members of arrays: a union of a thousand would be nested too deep. */
function selections(asked: readonly [index: number, query: Query][]): Sql {
  const ids = asked.map(([, { statement }]) => sql`(select string_agg(int4send(c.profile_id), '') from (${statement}) c)`)
  const untils = asked.map(([, { untilQuery }]) => (untilQuery ? sql`(${untilQuery})` : sql`null`))
  return sql`select a.ids, a.until from unnest(array[${join(ids)}]::bytea[], array[${join(untils)}]::timestamptz[]) with ordinality a (ids, until, place) order by a.place`
}

/** A mistake here costs time alone: answers are limited to the profiles in the end. */
const namesOf = (tables: readonly string[]): RegExp => new RegExp(`\\baudience\\.(${tables.join("|")})\\b`, "g")

/** Somebody may have as many events as all others together: a crawler, or a till that many sign in at. */
async function haveFewEvents(database: Database, ids: readonly number[]): Promise<boolean> {
  if (ids.length > FEW.profiles) return false
  const [found] = await database.rows<{ events: number }>(
    sql`select coalesce(sum(s.events), 0) as events from audience.profile_state s where s.profile_id = any(${ids}::int[])`
  )
  return found !== undefined && found.events <= FEW.events
}

/** Without its schema the name of a table means those of its rows that stand in `with`. */
function withOwnRows({ statement, until, untilQuery }: Query, names: RegExp): Query {
  const own = ({ strings, values }: Sql): Sql =>
    new Sql(
      strings.map((text) => text.replace(names, "$1")),
      values
    )
  return { statement: own(statement), ...(until ? { until } : {}), ...(untilQuery ? { untilQuery: own(untilQuery) } : {}) }
}
