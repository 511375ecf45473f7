import sql, { empty, join, raw, type Sql } from "sql-template-tag"
import { askedRows, type AskedRows } from "../families"
import type { Database } from "../lib/database"
import { setOfBytes } from "../lib/read-ids"
import { readUntil, type Answer, type Query } from "./answer"

/** Queries that look at the same rows, by their keys. */
export type Pass = ReadonlyMap<string, Query>

/** Which of these queries can be answered together: those that look at the same rows. A query that shares its rows with none is in no pass. */
export function passesOf(queries: ReadonlyMap<string, Query>): Pass[] {
  const passes = new Map<string, Map<string, Query>>()
  for (const [key, query] of queries) {
    const asked = askedRows(query.statement)
    if (!asked) continue
    const rows = textOf(asked.rows, asked.profile, asked.perProfile)
    passes.set(rows, (passes.get(rows) ?? new Map<string, Query>()).set(key, query))
  }
  return [...passes.values()].filter(({ size }) => size > 1)
}

/**
 * The answers to the queries of a pass. The caller disposes of the sets.
 *
 * The rows are read once, and a figure that several queries compare is computed once: the eleven groups of buyers by their
 * scores take one ranking of all buyers instead of eleven.
 */
export async function readPass(database: Database, pass: Pass): Promise<Map<string, Answer>> {
  const queries = [...pass.values()]
  const untils = await Promise.all(queries.map((query) => readUntil(database, query)))
  const [row] = await database.rows<Record<string, Buffer | null>>(
    statementOf(queries.flatMap(({ statement }) => askedRows(statement) ?? []))
  )
  return new Map([...pass.keys()].map((key, place) => [key, { set: setOfBytes(row?.[nameOf(place)]), validUntil: untils[place] ?? null }]))
}

const nameOf = (place: number): string => `c${place}`

/** One row with the ids of each query. `offset 0` keeps PostgreSQL from computing a figure anew for each of them. */
function statementOf(asked: readonly AskedRows[]): Sql {
  const [first] = asked
  if (!first) throw new Error("a pass of no queries")
  const figures = [...new Map(asked.map(({ figure }) => [textOf(figure), figure]))]
  const columnOf = new Map(figures.map(([text], place) => [text, raw(`r.f${place}`)]))
  const selected = figures.map(([, figure], place) => sql`${figure} as ${raw(`f${place}`)}`)
  const sets = asked.map(
    ({ figure, holds }, place) =>
      sql`string_agg(int4send(r.profile_id), '') filter (where ${holds(columnOf.get(textOf(figure)) ?? figure)}) as ${raw(nameOf(place))}`
  )
  return sql`select ${join(sets)} from (
    select ${first.profile} as profile_id, ${join(selected)} from ${first.rows}${first.perProfile ? sql` group by ${first.profile}` : empty} offset 0
  ) r`
}

/** What tells a piece of SQL from another. */
const textOf = (...parts: readonly (Sql | boolean)[]): string =>
  JSON.stringify(parts.map((part) => (typeof part === "boolean" ? part : [part.strings, part.values])))
