import sql from "sql-template-tag"
import type { Figure } from "../figure"
import type { World } from "../world"

/** Bytes of everything the plugin keeps, against the bare rows of the events. */
export async function diskFigure({ audience }: World): Promise<Figure> {
  const [sizes] = await audience.database.rows<{ everything: number; rows: number; events: number }>(sql`
    select sum(pg_total_relation_size(c.oid)) filter (where c.relkind = 'r') as everything,
      sum(pg_relation_size(c.oid)) filter (where c.relkind = 'r' and c.relispartition) as rows,
      (select count(*) from audience.event) as events
    from pg_class c where c.relnamespace = 'audience'::regnamespace`)
  if (!sizes) throw new Error("PostgreSQL told no sizes")
  const bytes = (of: number): string => `${Math.round(of / sizes.events)} B`
  const ratio = sizes.everything / sizes.rows
  return {
    ...{
      number: 17,
      name: "disk: all tables and indexes, for each event",
      ours: bytes(sizes.everything),
      reference: `row of an event ${bytes(sizes.rows)}`,
    },
    ...{ ratio, wanted: "≤ 3", holds: ratio <= 3 },
  }
}
