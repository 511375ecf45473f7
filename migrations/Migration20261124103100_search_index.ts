import { Migration } from "@medusajs/framework/mikro-orm/migrations"

/**
 * The search for people finds the parts of a text by the index of trigrams that PostgreSQL's `pg_trgm` has.
 *
 * The extension is trusted: whoever may create objects in the database may add it. Where that is refused, or it is not
 * installed, the search reads all customers instead and finds the same. The operator class is named with the schema that
 * has it: a shop may use the extension already, wherever it put it.
 */
export class Migration20261124103100_search_index extends Migration {
  override up(): void {
    this.addSql(`do $do$
      declare home text;
      begin
        begin
          create extension if not exists pg_trgm;
        exception when others then
          raise notice 'the search for people stays without an index: %', sqlerrm;
        end;
        select n.nspname into home from pg_extension e join pg_namespace n on n.oid = e.extnamespace where e.extname = 'pg_trgm';
        if home is null then return; end if;
        execute format('create index customer_search on audience.customer using gin (email %1$I.gin_trgm_ops,
          (coalesce(first_name, '''') || '' '' || coalesce(last_name, '''')) %1$I.gin_trgm_ops)', home);
        execute format('create index attribute_value_member_id on audience.attribute_value using gin (text_value %I.gin_trgm_ops) where attribute_id = %s',
          home, (select id from audience.attribute where key = 'member_id' and predefined));
      end $do$`)
  }

  /** The extension stays: others may have come to use it. */
  override down(): void {
    this.addSql(`drop index if exists audience.customer_search`)
    this.addSql(`drop index if exists audience.attribute_value_member_id`)
  }
}
