import sql, { type Sql } from "sql-template-tag"
import type { Queryable } from "../lib/database"
import type { ProfileKey } from "./types"

/**
 * See {@link Identity.findProfiles}. One statement however many names: a file has thousands.
 *
 * Relies on `customer_email`, on the primary key of `customer` and on the unique `public_id`.
 */
export async function findProfiles(db: Queryable, by: ProfileKey, names: string[]): Promise<Map<string, number>> {
  const rows = await db.rows<{ name: string; profile_id: number }>(by === "id" ? byPublicId(names) : byCustomer(by, names))
  return new Map(rows.map((row) => [row.name, row.profile_id]))
}

function byCustomer(by: "customer_id" | "email", names: string[]): Sql {
  const same = by === "email" ? sql`lower(c.email) = lower(n.name) and c.deleted_at is null` : sql`c.id = n.name`
  return sql`select distinct on (n.name) n.name, c.profile_id
    from unnest(${names}::text[]) n (name) join audience.customer c on ${same}
    order by n.name, c.has_account desc, c.created_at desc, c.id`
}

function byPublicId(names: string[]): Sql {
  return sql`with recursive chain as (
      select n.name, p.id, p.merged_into, p.erased_at
      from unnest(${names}::text[]) n (name)
      join audience.profile p on p.public_id = case when n.name ~ '^aprof_[0-9a-f]{32}$' then substr(n.name, 7)::uuid end
      union all
      select chain.name, p.id, p.merged_into, p.erased_at from audience.profile p join chain on p.id = chain.merged_into
    )
    select name, id as profile_id from chain where merged_into is null and erased_at is null`
}
