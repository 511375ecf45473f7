import sql, { join, type Sql } from "sql-template-tag"

const page = (column: Sql): Sql =>
  sql`(select jsonb_build_object('host', d.host, 'path', d.path, 'title', d.title) from audience.page d where d.id = ${column})`
const source = (column: Sql): Sql => sql`(select to_jsonb(d) - '{id,hash}'::text[] from audience.source d where d.id = ${column})`
const context = (column: Sql): Sql => sql`(select to_jsonb(d) - '{id,hash}'::text[] from audience.context d where d.id = ${column})`

/** What stands in a row as a number of a dictionary, in words. */
const WORDS: Partial<Record<string, Record<string, Sql>>> = {
  event: {
    name: sql`(select d.name from audience.event_name d where d.id = t.name_id)`,
    page: page(sql`t.page_id`),
    referrer: sql`(select d.url from audience.referrer d where d.id = t.referrer_id)`,
    source: source(sql`t.source_id`),
    context: context(sql`t.context_id`),
  },
  session: {
    source: source(sql`t.source_id`),
    context: context(sql`t.context_id`),
    landing_page: page(sql`t.landing_page_id`),
    exit_page: page(sql`t.exit_page_id`),
  },
  profile_state: {
    context: context(sql`t.context_id`),
    first_source: source(sql`t.first_source_id`),
    last_source: source(sql`t.last_source_id`),
    first_landing_page: page(sql`t.first_landing_page_id`),
    last_landing_page: page(sql`t.last_landing_page_id`),
  },
}

/** Numbers that mean something inside the plugin only, and what a merge says of others. */
const INTERNAL = [
  ...["profile_id", "visitor_id", "batch_id", "name_id", "page_id", "referrer_id", "source_id", "context_id"],
  ...["landing_page_id", "exit_page_id", "first_source_id", "last_source_id", "first_landing_page_id", "last_landing_page_id"],
  ...["source_event", "source_at", "context_event", "context_at", "landing_event", "landing_at", "exit_event", "exit_at", "read_at"],
  ...["winner_id", "loser_id", "moved"],
]

/** A row `t` of a table as JSON that its person can read. */
export function readable(table: string): Sql {
  const words = Object.entries(WORDS[table] ?? {})
  const row = sql`to_jsonb(t) - ${INTERNAL}::text[]`
  if (words.length === 0) return row
  return sql`${row} || jsonb_strip_nulls(jsonb_build_object(${join(words.flatMap(([key, value]) => [sql`${key}::text`, value]))}))`
}
