import sql, { join, raw } from "sql-template-tag"
import type { AttributeValue, MemberDto, MembersPage } from "../../../contract"
import type { Queryable } from "../lib/database"
import { answerValue, joinsOf, type Column } from "./columns"
import { decodeCursor, encodeCursor } from "./cursor"
import { parseOrder } from "./order"
import type { PeopleFilter } from "./people"
import { placesAfter } from "./places"
import { profilesById, type AttributesOf } from "./profiles"

/** What a page of people is taken from. */
export interface PageInput {
  people: PeopleFilter
  columns: Column[]
  /** The request's `order`, and the column it names. */
  order: string
  sortColumn: Column
  limit: number
  cursor?: string
}

/**
 * One page of people by keyset: the page starts after the cursor's row, however deep.
 *
 * People without a value come last in either direction; equal values are ordered by
 * profile, so that the pages together hold everybody exactly once.
 */
export async function pageOf(db: Queryable, attributesOf: AttributesOf, input: PageInput): Promise<MembersPage> {
  const { people, order, sortColumn, limit, cursor, columns } = input
  const { direction } = parseOrder(order)
  const after = cursor === undefined ? null : decodeCursor(cursor, order)
  const places = await placesAfter(db, { people, column: sortColumn, direction, after, limit: limit + 1 })
  const shown = places.slice(0, limit)
  const last = shown.at(-1)
  const ids = shown.map(({ id }) => id)
  const members = await memberDtos(db, attributesOf, ids, columns)
  const more = places.length > limit && last
  return { members, count: people.count, next_cursor: more ? encodeCursor(order, last) : null }
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
