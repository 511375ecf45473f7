import sql, { raw, type Sql } from "sql-template-tag"
import { joinsOf, sortType, sortValue, type Column, type Key, type Part, type Walk } from "./column"

const STATE = sql`audience.profile_state s`
const STATE_ID = sql`s.profile_id`
const PROFILE_ID = sql`p.id`
const ANY = sql`true`

/** Whose first events wait for the fold, or who only is a profile yet. */
const stateless: Part = {
  from: sql`audience.profile p`,
  id: PROFILE_ID,
  where: sql`not exists (select from audience.profile_state s where s.profile_id = p.id)`,
  keys: [],
}

const inState = (where: Sql, ...keys: Key[]): Part => ({ from: STATE, id: STATE_ID, where, keys })

/** By a figure of the states, which all of them have: an index by the figure, then by profile. */
export function byState(key: Key): Walk {
  return { parts: [inState(ANY, key)], last: [stateless] }
}

/** By what some states have none of; its index may leave these out. */
export function byStateIfAny(key: Key): Walk {
  return { parts: [inState(sql`${key.value} is not null`, key)], last: [inState(sql`${key.value} is null`), stateless] }
}

/** By the time on site, and of equal times by who was seen last, as the top users of an overview are. Who was never seen spent none. */
export function byEngagedTime(): Walk {
  const seen = inState(
    sql`s.last_seen is not null`,
    { value: sql`s.engaged_seconds`, type: "numeric" },
    { value: sql`s.last_seen`, type: "timestamptz" }
  )
  return { parts: [inState(sql`s.last_seen is null`), seen], last: [stateless] }
}

/** By what buyers alone have: an index of buyers; `isBuyer` is the condition it is made with. */
export function byBuyer(key: Key, isBuyer = sql`s.orders > 0`): Walk {
  return { parts: [inState(isBuyer, key)], last: [inState(sql`not (${isBuyer})`), stateless] }
}

/** By a figure that is zero for all but buyers. Refunds beyond what was paid leave some below zero. */
export function byBuyerOrZero(key: Key): Walk {
  const buyers = (where: Sql): Part => inState(sql`s.orders > 0 and ${where}`, key)
  return {
    parts: [buyers(sql`${key.value} < 0`), inState(sql`s.orders = 0`), buyers(sql`${key.value} >= 0`)],
    last: [stateless],
  }
}

/** One part for each of these conditions on a state, in the order of the value that they stand for. */
export function byStates(conditions: readonly Sql[], otherwise: Sql): Walk {
  return { parts: conditions.map((condition) => inState(condition)), last: [inState(otherwise), stateless] }
}

interface Dictionary {
  table: string
  alias: string
  /** Column of the states that names a row of the dictionary. */
  reference: string
  column: string
}

/**
 * By a text of a dictionary: its rows in order, of each the people who name it.
 *
 * A dictionary has few rows beside its people, and these an index by the row they name: the order of everybody is
 * never computed. People of one text are ordered by the dictionary's row before the profile.
 */
export function byDictionary({ table, alias, reference, column }: Dictionary): Walk {
  const text = sql`${raw(alias)}.${raw(column)}`
  const named = sql`audience.${raw(table)}`
  const id = sql`${raw(alias)}.id`
  const naming = sql`s.${raw(reference)}`
  const unknown = sql`(${naming} is null or ${naming} in (select d.id from ${named} d where d.${raw(column)} is null))`
  return {
    parts: [
      {
        from: sql`${named} ${raw(alias)}`,
        id: STATE_ID,
        where: sql`${text} is not null`,
        keys: [
          { value: sql`lower(${text})`, type: "text" },
          { value: id, type: "int" },
        ],
        people: { from: STATE, on: sql`${naming} = ${id}` },
      },
    ],
    last: [inState(unknown), stateless],
  }
}

/** By a column of Medusa's customer; guest customers of a profile do not count, as in every column. */
export function byCustomer(column: Column): Walk {
  const part: Part = {
    from: sql`audience.customer c`,
    id: sql`c.profile_id`,
    where: sql`${column.value} is not null`,
    keys: [keyOf(column)],
    people: { from: sql`audience.profile p`, on: sql`p.id = c.profile_id and p.customer_id = c.id` },
  }
  return { parts: [part], last: [without(sql`select ${column.value} from audience.customer c where c.id = p.customer_id`)] }
}

/** By an attribute of the shop, whose values stand in the column's own join `alias`: an index by attribute and value. */
export function byAttribute(column: Column, alias: string, attributeId: number): Walk {
  const values = raw(alias)
  const part: Part = {
    from: sql`audience.attribute_value ${values}`,
    id: sql`${values}.profile_id`,
    where: sql`${values}.attribute_id = ${attributeId}::smallint and ${column.value} is not null`,
    keys: [keyOf(column)],
  }
  const valueOf = sql`select ${sortValue(column)} from audience.attribute_value ${values}
    where ${values}.profile_id = p.id and ${values}.attribute_id = ${attributeId}::smallint`
  return { parts: [part], last: [without(valueOf)] }
}

/**
 * By a figure that is added up over rows, which `totals` selects as `profile_id` and `value` for everybody who has any.
 *
 * @param zero whether people without rows have the value 0; they have none otherwise
 * @param rowsOfOne selects the rows of `p`, where nobody who has some lacks a value: who has none is then known without adding up
 */
export function byTotals(totals: Sql, type: Key["type"], zero: "zero" | "none", rowsOfOne?: Sql): Walk {
  const added: Part = {
    from: sql`(${totals}) t`,
    id: sql`t.profile_id`,
    where: sql`t.value is not null`,
    keys: [{ value: sql`t.value`, type }],
  }
  const rest: Part = {
    from: sql`audience.profile p`,
    id: PROFILE_ID,
    where: sql`not exists (${rowsOfOne ?? sql`select from (${totals}) t where t.profile_id = p.id and t.value is not null`})`,
    keys: [],
  }
  return zero === "zero" ? { parts: [rest, added], last: [] } : { parts: [added], last: [rest] }
}

/** The people for whom `value` selects none. Not a join: PostgreSQL takes those for few, and would rather sort everybody. */
function without(value: Sql): Part {
  return { from: sql`audience.profile p`, id: PROFILE_ID, where: sql`(${value}) is null`, keys: [] }
}

/** The order of any other column: everybody's value is read. */
function byValue(column: Column): Walk {
  const people = (where: Sql, ...keys: Key[]): Part => ({
    from: sql`audience.profile p ${joinsOf([column])}`,
    id: PROFILE_ID,
    where,
    keys,
  })
  const last = [people(sql`(${sortValue(column)}) is null`)]
  if (column.type === "boolean") return { parts: [people(sql`not ${column.value}`), people(column.value)], last }
  return { parts: [people(sql`(${sortValue(column)}) is not null`, keyOf(column))], last }
}

function keyOf(column: Column): Key {
  return { value: sortValue(column), type: sortType(column) }
}

/** How a list is read in the order of a column. */
export function walkOf(column: Column): Walk {
  return column.walk?.(column) ?? byValue(column)
}
