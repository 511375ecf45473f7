import sql, { raw } from "sql-template-tag"
import type { Database } from "../../src/modules/audience/lib/database"

/**
 * Takes the indexes of the tables that grow with traffic away while they are filled: building each once
 * afterwards costs a third. Primary keys stay.
 *
 * @returns what builds them again, exactly as the migrations made them
 */
export async function withoutIndexes(database: Database): Promise<() => Promise<void>> {
  const indexes = await database.rows<{ name: string; definition: string }>(sql`
    select c.relname as name, pg_get_indexdef(i.indexrelid) as definition
    from pg_index i join pg_class c on c.oid = i.indexrelid join pg_class t on t.oid = i.indrelid join pg_namespace n on n.oid = t.relnamespace
    where n.nspname = 'audience' and not i.indisunique and not t.relispartition
      and t.relname in ('event', 'session', 'profile_day', 'profile_state', 'cart', 'cart_line', 'order_fact', 'order_line')`)
  for (const { name } of indexes) await database.execute(sql`drop index audience.${raw(name)}`)
  return async () => {
    await database.transaction(async (tx) => {
      await tx.execute(sql`set local maintenance_work_mem = '1GB'`)
      // Of a partitioned table the definition names itself only; its partitions are wanted too.
      for (const { definition } of indexes) await tx.execute(sql`${raw(definition.replace(" ON ONLY ", " ON "))}`)
    })
  }
}
