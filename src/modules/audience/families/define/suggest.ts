import sql, { type Sql } from "sql-template-tag"
import type { FieldValue } from "../../../../contract"
import { likePattern } from "./compare"
import type { ValuesQuery } from "./field"

/** Suggestions out of a dictionary table, by how many rows of `facts` point to the entry. `recent` limits the facts that are counted, for tables that grow with traffic. */
export function suggestFromDictionary(input: {
  table: Sql
  column: Sql
  facts: Sql
  reference: Sql
  recent?: (now: Date) => Sql
}): ValuesQuery {
  const { table, column, facts, reference } = input
  return ({ db, q, limit, now }) =>
    db.rows<{ value: string; label: string; count: number }>(sql`
      select d.value, d.value as label, sum(coalesce(c.count, 0))::int8 as count
      from (select id, ${column} as value from ${table}) d
      left join (select ${reference} as id, count(*) as count from ${facts} where ${input.recent?.(now) ?? sql`true`} group by 1) c using (id)
      where d.value <> '' and d.value ilike ${`%${likePattern(q)}%`}
      group by d.value order by count desc, d.value limit ${limit}`)
}

/**
 * Suggestions out of one statement that selects `value`, `label` and perhaps `count`.
 *
 * `q` is a pattern for `ilike`. `id` is what was searched for as it is: where a value is an id, whoever has only that
 * finds its name.
 */
export function suggestRows(rows: (q: string, limit: number, now: Date, id: string) => Sql): ValuesQuery {
  return ({ db, q, limit, now }) => db.rows<FieldValue & Record<string, unknown>>(rows(`%${likePattern(q)}%`, limit, now, q))
}

/** Names of what Medusa calls by an id: categories, regions, customer groups, … */
export function suggestLabels(kind: string): ValuesQuery {
  return suggestRows(
    (q, limit, _, id) =>
      sql`select id as value, label from audience.label where kind = ${kind} and (label ilike ${q} or id = ${id}) order by lower(label), id limit ${limit}`
  )
}

/** Products by title. */
export const suggestProducts: ValuesQuery = suggestRows(
  (q, limit, _, id) => sql`
    select id as value, title as label from audience.product
    where deleted_at is null and (title ilike ${q} or id = ${id}) order by lower(title), id limit ${limit}`
)
