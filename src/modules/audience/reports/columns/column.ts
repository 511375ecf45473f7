import sql, { empty, join, raw, type Sql } from "sql-template-tag"
import type { AttributeValue } from "../../../../contract"

/** A table that a column reads besides `audience.profile p`; it is joined at most one row to one. */
export type JoinName = StandardJoin | AttributeJoin

/** The value of one attribute, under its own name as alias. */
export type AttributeJoin = `attribute_${number}`

type StandardJoin = "state" | "context" | "first_source" | "last_source" | "first_landing" | "last_landing" | "customer"

export type ColumnType = "int" | "float8" | "numeric" | "timestamptz" | "date" | "text" | "boolean" | "text[]"

/** What one catalogue field shows for one profile, as an SQL expression over `p` and the joins. */
export interface Column {
  /** Full name of the field. */
  field: string
  label: string
  type: ColumnType
  value: Sql
  joins: readonly JoinName[]
}

const JOINS: Record<StandardJoin, { needs: readonly StandardJoin[]; join: Sql }> = {
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
  const wanted = new Set(
    columns.flatMap((column) => column.joins.flatMap((name) => (isAttribute(name) ? [name] : [...JOINS[name].needs, name])))
  )
  const standard = (Object.keys(JOINS) as StandardJoin[]).filter((name) => wanted.has(name)).map((name) => JOINS[name].join)
  const joins = [...standard, ...[...wanted].filter(isAttribute).map(attributeJoin)]
  return joins.length > 0 ? join(joins, " ") : empty
}

function isAttribute(name: JoinName): name is AttributeJoin {
  return name.startsWith("attribute_")
}

function attributeJoin(name: AttributeJoin): Sql {
  const id = Number(name.slice("attribute_".length))
  return sql`left join audience.attribute_value ${raw(name)} on ${raw(name)}.profile_id = p.id and ${raw(name)}.attribute_id = ${id}::smallint`
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
