import sql, { type Sql } from "sql-template-tag"

/** What decides a condition for the profile in scope, as statements that the answer to "why" reads. */
export interface EvidenceQuery {
  /** Selects at most one row with `value`: the figure, text, instant or list that is compared. Absent = yes or no is all there is. */
  value?: Sql
  /** Selects the latest facts behind a figure, newest first, as {@link latestFacts} does: `at`, `id`, `text`, `value`. */
  facts?: Sql
}

/** How one fact is told. */
export interface FactText {
  id?: Sql
  text?: Sql
  value?: Sql
  /** Unit of `value` where it is not that of the field. */
  unit?: "money"
}

const SHOWN = 5

/** The latest of the facts; `rows` is what stands behind `from`. */
export function latestFacts(at: Sql, { id, text, value, unit }: FactText, rows: Sql): Sql {
  const columns = sql`${at} as at, ${id ?? sql`null`}::text as id, ${text ?? sql`null`}::text as text, (${value ?? sql`null`})::float8 as value, ${unit ?? null}::text as unit`
  return sql`select ${columns} from ${rows} order by 1 desc limit ${SHOWN}`
}

/** An event `e`: what it was about, or else where it happened. */
export const eventFact: FactText = {
  id: sql`e.id`,
  text: sql`coalesce((select d.title from audience.product d where d.id = e.product_id), e.query, e.properties ->> 'label', (select g.path from audience.page g where g.id = e.page_id), (select n.name from audience.event_name n where n.id = e.name_id))`,
}
