import sql, { join, raw, type Sql } from "sql-template-tag"
import type { AttributeValue, MemberDto, MembersPage } from "../../../contract"
import type { Queryable } from "../lib/database"
import { answerValue, joinsOf, sortType, sortValue, type Column } from "./columns"
import { decodeCursor, encodeCursor, wrongCursor, type Cursor } from "./cursor"
import { parseOrder, type Direction } from "./order"
import { profilesById, type AttributesOf } from "./profiles"

/** What a page of people is taken from. */
export interface PageInput {
  /** Which profiles: a condition over `p`. */
  filter: Sql
  /** How many profiles the filter holds, where that is known without counting. */
  count?: number
  columns: Column[]
  /** The request's `order`, and the column it names. */
  order: string
  sortColumn: Column
  limit: number
  cursor?: string
}

interface Place {
  id: number
  sort_key: string | null
}

/**
 * One page of people by keyset: the page starts after the cursor's row, however deep.
 *
 * People without a value come last in either direction; equal values are ordered by
 * profile, so that the pages together hold everybody exactly once.
 */
export async function pageOf(db: Queryable, attributesOf: AttributesOf, input: PageInput): Promise<MembersPage> {
  const { direction } = parseOrder(input.order)
  const cursor = input.cursor === undefined ? null : decodeCursor(input.cursor, input.order)
  const { filter } = input
  const places = await placesAfter(db, { filter, column: input.sortColumn, direction, cursor, limit: input.limit + 1 })
  const shown = places.slice(0, input.limit)
  const last = shown.at(-1)
  const members = await memberDtos(
    db,
    attributesOf,
    shown.map((place) => place.id),
    input.columns
  )
  const count = input.count ?? (await countOf(db, filter))
  const more = places.length > input.limit && last
  return { members, count, next_cursor: more ? encodeCursor({ order: input.order, key: last.sort_key, id: last.id }) : null }
}

interface PlacesInput {
  filter: Sql
  column: Column
  direction: Direction
  cursor: Cursor | null
  limit: number
}

/** First the people who have a value, then those who have none: each part is a plain ordered scan that an index can serve. */
async function placesAfter(db: Queryable, input: PlacesInput): Promise<Place[]> {
  const valued = input.cursor && input.cursor.key === null ? [] : await valuedPlaces(db, input)
  if (valued.length >= input.limit) return valued
  return [...valued, ...(await valuelessPlaces(db, input, input.limit - valued.length))]
}

async function valuedPlaces(db: Queryable, { filter, column, direction, cursor, limit }: PlacesInput): Promise<Place[]> {
  const value = sortValue(column)
  const after = cursor && cursor.key !== null ? afterKey(value, column, direction, cursor.key, cursor.id) : sql`true`
  const statement = sql`select p.id, (${value})::text as sort_key from audience.profile p ${joinsOf([column])}
    where ${filter} and (${value}) is not null and ${after}
    order by ${value} ${direction === "desc" ? sql`desc` : sql`asc`}, p.id limit ${limit}`
  try {
    return await db.rows<Place>(statement)
  } catch (error) {
    // Class 22, data exception: the cursor's key is not a value of this column's type.
    if (cursor && /^22/.test((error as { code?: string }).code ?? ""))
      throw wrongCursor("pass on next_cursor of the page before, unchanged")
    throw error
  }
}

function afterKey(value: Sql, column: Column, direction: Direction, key: string, id: number): Sql {
  const edge = sql`${key}::${TYPES[sortType(column)]}`
  const beyond = direction === "desc" ? sql`(${value}) < ${edge}` : sql`(${value}) > ${edge}`
  return sql`(${beyond} or ((${value}) = ${edge} and p.id > ${id}::int))`
}

const TYPES = {
  int: sql`int`,
  float8: sql`float8`,
  numeric: sql`numeric`,
  timestamptz: sql`timestamptz`,
  date: sql`date`,
  text: sql`text`,
  boolean: sql`boolean`,
} as const

function valuelessPlaces(db: Queryable, { filter, column, cursor }: PlacesInput, limit: number): Promise<Place[]> {
  const after = cursor && cursor.key === null ? sql`p.id > ${cursor.id}::int` : sql`true`
  return db.rows<Place>(sql`select p.id, null::text as sort_key from audience.profile p ${joinsOf([column])}
    where ${filter} and (${sortValue(column)}) is null and ${after} order by p.id limit ${limit}`)
}

async function countOf(db: Queryable, filter: Sql): Promise<number> {
  const [row] = await db.rows<{ count: number }>(sql`select count(*) as count from audience.profile p where ${filter}`)
  return row?.count ?? 0
}

/** The columns are read for the page's people only: sorting touched everybody, showing does not. */
async function memberDtos(db: Queryable, attributesOf: AttributesOf, ids: number[], columns: Column[]): Promise<MemberDto[]> {
  const profiles = await profilesById(db, attributesOf, ids)
  const values = await valuesById(db, ids, columns)
  return ids.flatMap((id) => {
    const profile = profiles.get(id)
    return profile ? [{ ...profile, values: values.get(id) ?? {} }] : []
  })
}

async function valuesById(db: Queryable, ids: number[], columns: Column[]): Promise<Map<number, Record<string, AttributeValue | null>>> {
  if (ids.length === 0 || columns.length === 0) return new Map()
  const rows = await db.rows<{ id: number } & Record<string, unknown>>(
    sql`select p.id, ${join(columns.map((column, index) => sql`${column.value} as ${raw(`cell_${index}`)}`))}
      from audience.profile p ${joinsOf(columns)} where p.id = any(${ids}::int[])`
  )
  return new Map(
    rows.map((row) => [row.id, Object.fromEntries(columns.map((column, index) => [column.field, answerValue(row[`cell_${index}`])]))])
  )
}
