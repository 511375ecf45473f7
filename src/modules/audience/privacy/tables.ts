import sql, { raw, type Sql } from "sql-template-tag"
import type { Queryable } from "../lib/database"

/** A table that names people, and the rows that name these. */
export interface PersonalTable {
  table: string
  /** Condition on the table's own columns. */
  where: Sql
}

/** What a person is to the tables. */
export interface Subject {
  /** The profile, and those that were merged into it. */
  profileIds: number[]
  visitorIds: number[]
  /** Texts in lower case by which a file of people names the person: customer ids, e-mail addresses, public ids. */
  names: string[]
}

/**
 * Every table with rows that name the person, as the schema stands.
 *
 * Asked of PostgreSQL's catalogue rather than listed: a table that somebody adds later is
 * exported and erased without anybody thinking of it. Partitions come with their table.
 */
export async function personalTables(db: Queryable, { profileIds, visitorIds, names }: Subject): Promise<PersonalTable[]> {
  const found = await db.rows<{ table: string; column: string }>(sql`
    select c.relname as table, min(a.attname::text) as column
    from pg_catalog.pg_class c
    join pg_catalog.pg_namespace n on n.oid = c.relnamespace and n.nspname = 'audience'
    join pg_catalog.pg_attribute a on a.attrelid = c.oid and a.attname in ('profile_id', 'visitor_id')
      and a.atttypid = 'int4'::regtype and not a.attisdropped
    where c.relkind in ('r', 'p') and not c.relispartition
    group by c.relname order by c.relname`)
  const tables = found.map(({ table, column }) => ({
    table,
    where: column === "profile_id" ? sql`profile_id = any(${profileIds}::int[])` : sql`visitor_id = any(${visitorIds}::int[])`,
  }))
  return [
    ...tables,
    // Rows of an imported file stand for people by what the shop wrote into them.
    { table: "import_row", where: sql`exists (select from unnest(cells) as cell where lower(btrim(cell)) = any(${names}::text[]))` },
    { table: "import_refusal", where: sql`lower(btrim(value)) = any(${names}::text[])` },
    // A decision by hand stays with the profile that it named, also when that is merged away.
    { table: "segment_manual", where: sql`given_profile_id = any(${profileIds}::int[])` },
    // A merge names two people's visitors, orders and attributes.
    { table: "merge", where: sql`(winner_id = any(${profileIds}::int[]) or loser_id = any(${profileIds}::int[]))` },
  ]
}

export async function countRows(db: Queryable, { table, where }: PersonalTable): Promise<number> {
  const [row] = await db.rows<{ count: number }>(sql`select count(*)::int as count from audience.${raw(table)} where ${where}`)
  return row?.count ?? 0
}
