import sql, { join, type Sql } from "sql-template-tag"
import type { Queryable } from "../lib/database"
import { walkOf, type Column, type Key, type Part } from "./columns"
import { changedCursor, type Place } from "./cursor"
import type { Direction } from "./order"
import type { PeopleFilter } from "./people"

interface PlacesInput {
  people: PeopleFilter
  column: Column
  direction: Direction
  /** Where the page before ended. */
  after: Place | null
  limit: number
}

/**
 * The next people of a list in the order of a column, at most `limit`.
 *
 * The parts of the column's walk follow one another; each is one ordered read that starts behind the place where
 * the page before ended, so that a page costs the same however deep it is.
 */
export async function placesAfter(db: Queryable, { people, column, direction, after, limit }: PlacesInput): Promise<Place[]> {
  const { parts, last } = walkOf(column)
  const ordered = direction === "asc" ? parts : [...parts].reverse()
  const walk = [...ordered.map((part) => ({ part, direction })), ...last.map((part) => ({ part, direction: "asc" as const }))]
  const first = after?.part ?? 0
  const found: Place[] = []
  for (let number = first; number < walk.length && found.length < limit; number++) {
    const step = walk[number]
    if (!step) break
    const start = number === first ? after : null
    if (start && start.keys.length !== step.part.keys.length) throw changedCursor()
    const rows = await readPart(db, { ...step, people, after: start, limit: limit - found.length })
    found.push(...rows.map((row) => ({ part: number, ...row })))
  }
  if (first >= walk.length) throw changedCursor()
  return found
}

interface PartInput {
  part: Part
  direction: Direction
  people: PeopleFilter
  after: Place | null
  limit: number
}

async function readPart(db: Queryable, input: PartInput): Promise<Omit<Place, "part">[]> {
  const { part, people, after } = input
  try {
    return await db.rows<Omit<Place, "part"> & Record<string, unknown>>(
      part.people && !people.few ? ofEachRow(input, part.people) : ofAllRows(input)
    )
  } catch (error) {
    // Class 22, data exception: the cursor's key is not a value of this column's type.
    if (after && /^22/.test((error as { code?: string }).code ?? "")) throw changedCursor()
    throw error
  }
}

function ofAllRows({ part, direction, people, after, limit }: PartInput): Sql {
  const { from, where, id, keys } = part
  const joined = part.people ? sql`join ${part.people.from} on ${part.people.on}` : sql``
  const values = [...keys.map(({ value }) => value), id]
  return sql`select ${id} as id, ${texts(keys)} as keys from ${from} ${joined}
    where ${where} and ${people.test(id)} and ${after ? beyond(values, placeOf(part, after), direction) : sql`true`}
    order by ${inOrder(values, direction)} limit ${limit}`
}

/** Of each row of a dictionary no more people than the page has: its next row is read only for what is still missing. */
function ofEachRow({ part, direction, people, after, limit }: PartInput, { from: rows, on }: NonNullable<Part["people"]>): Sql {
  const { from, where, id, keys } = part
  const values = keys.map(({ value }) => value)
  const place = after ? placeOf(part, after) : []
  const edge = place.slice(0, -1)
  const rowFrom = after ? sql`(${join(values)}) ${direction === "desc" ? sql`<=` : sql`>=`} (${join(edge)})` : sql`true`
  const personFrom = after ? sql`((${join(values)}) <> (${join(edge)}) or ${beyond([id], place.slice(-1), direction)})` : sql`true`
  return sql`select m.id, ${texts(keys)} as keys from ${from}
    cross join lateral (select ${id} as id from ${rows} where ${on} and ${people.test(id)} and ${personFrom}
      order by ${inOrder([id], direction)} limit ${limit}) m
    where ${where} and ${rowFrom} order by ${inOrder([...values, sql`m.id`], direction)} limit ${limit}`
}

const texts = (keys: readonly Key[]): Sql =>
  keys.length > 0 ? sql`array[${join(keys.map(({ value }) => sql`(${value})::text`))}]` : sql`'{}'::text[]`

/** The values of a place, each as its key's type. */
function placeOf({ keys }: Part, { keys: texts, id }: Place): Sql[] {
  return [...keys.map(({ type }, index) => sql`${texts[index]}::${TYPES[type]}`), sql`${id}::int`]
}

const TYPES: Record<Key["type"], Sql> = {
  int: sql`int`,
  float8: sql`float8`,
  numeric: sql`numeric`,
  timestamptz: sql`timestamptz`,
  date: sql`date`,
  text: sql`text`,
  boolean: sql`boolean`,
}

/** A comparison of rows, which an index by these values answers by where it starts to read. */
function beyond(values: readonly Sql[], place: readonly Sql[], direction: Direction): Sql {
  return sql`(${join(values)}) ${direction === "desc" ? sql`<` : sql`>`} (${join(place)})`
}

function inOrder(values: readonly Sql[], direction: Direction): Sql {
  return join(values.map((value) => sql`${value} ${direction === "desc" ? sql`desc` : sql`asc`}`))
}
