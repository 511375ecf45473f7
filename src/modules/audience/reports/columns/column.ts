import sql, { empty, join, type Sql } from "sql-template-tag"
import type { AttributeValue } from "../../../../contract"

/** A table that a column reads besides `audience.profile p`; it is joined at most one row to one. */
export type Join = JoinName | OwnJoin

export type JoinName = "state" | "context" | "first_source" | "last_source" | "first_landing" | "last_landing" | "customer"

/** A join of the column's own, under an alias of this name. */
export interface OwnJoin {
  alias: string
  join: Sql
}

export type ColumnType = "int" | "float8" | "numeric" | "timestamptz" | "date" | "text" | "boolean" | "text[]"

/** What a part is ordered by. Never null within it; its text is what a cursor carries. */
export interface Key {
  value: Sql
  type: Exclude<ColumnType, "text[]">
}

/** Some of a list's people, whose order one statement reads: by `keys`, then by profile. */
export interface Part {
  from: Sql
  /** The profile's id in these rows. */
  id: Sql
  where: Sql
  keys: readonly Key[]
  /** Where the order is that of a dictionary or of customers: the rows of people that go with a row of `from`. */
  people?: { from: Sql; on: Sql }
}

/** A list in the order of a column: its parts in ascending order of the value, and those that come last in either direction. */
export interface Walk {
  parts: readonly Part[]
  last: readonly Part[]
}

/** What one catalogue field shows for one profile, as an SQL expression over `p` and the joins. */
export interface Column {
  /** Full name of the field. */
  field: string
  type: ColumnType
  value: Sql
  joins: readonly Join[]
  /** How a list is read in this column's order, where an index has it. */
  walk?: (column: Column) => Walk
}

const JOINS: Record<JoinName, { needs: readonly JoinName[]; join: Sql }> = {
  state: { needs: [], join: sql`left join audience.profile_state s on s.profile_id = p.id` },
  context: { needs: ["state"], join: sql`left join audience.context x on x.id = s.context_id` },
  first_source: { needs: ["state"], join: sql`left join audience.source fs on fs.id = s.first_source_id` },
  last_source: { needs: ["state"], join: sql`left join audience.source ls on ls.id = s.last_source_id` },
  first_landing: { needs: ["state"], join: sql`left join audience.page fl on fl.id = s.first_landing_page_id` },
  last_landing: { needs: ["state"], join: sql`left join audience.page ll on ll.id = s.last_landing_page_id` },
  customer: { needs: [], join: sql`left join audience.customer c on c.id = p.customer_id` },
}

/** The joins that these columns need, each once and after what it builds on. */
export function joinsOf(columns: readonly Pick<Column, "joins">[]): Sql {
  const asked = columns.flatMap((column) => column.joins)
  const shared = new Set(asked.filter((one) => typeof one === "string").flatMap((name) => [...JOINS[name].needs, name]))
  const own = new Map(asked.filter((one) => typeof one !== "string").map(({ alias, join }) => [alias, join]))
  const joins = [...(Object.keys(JOINS) as JoinName[]).filter((name) => shared.has(name)).map((name) => JOINS[name].join), ...own.values()]
  return joins.length > 0 ? join(joins, " ") : empty
}

/** What rows are sorted by: text without case, lists by their joined members. */
export function sortValue(column: Column): Sql {
  if (column.type === "text") return sql`lower(${column.value})`
  if (column.type === "text[]") return sql`lower(array_to_string(${column.value}, ','))`
  return column.value
}

/** SQL type of {@link sortValue}, to which a cursor's key is cast back. */
export function sortType(column: Column): Exclude<ColumnType, "text[]"> {
  return column.type === "text[]" ? "text" : column.type
}

/** A value from the database as the API answers it: times in ISO 8601 UTC. */
export function answerValue(value: unknown): AttributeValue | null {
  if (value === null || value === undefined) return null
  return value instanceof Date ? value.toISOString() : (value as AttributeValue)
}
