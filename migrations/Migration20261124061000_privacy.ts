import { Migration } from "@medusajs/framework/mikro-orm/migrations"

/**
 * What must be kept of people who were erased, and who did what with people's data.
 *
 * `erased` holds no id but its SHA-256: enough to recognise an old record of somebody who
 * was erased when it comes again (a backfill, a late event), of no use for anything else.
 */
export class Migration20261124061000_privacy extends Migration {
  override up(): void {
    this.addSql(`create table audience.erased (
      kind text not null check (kind in ('visitor', 'customer', 'order', 'cart')),
      hash bytea not null,
      erased_at timestamptz not null,
      primary key (kind, hash)
    )`)
    this.addSql(`create table audience.audit_log (
      id bigint generated always as identity primary key,
      at timestamptz not null,
      action text not null,
      actor_type text not null,
      actor_id text,
      subject text,
      detail jsonb not null default '{}'
    )`)
    this.addSql(`create index audit_log_at on audience.audit_log (at)`)
  }

  override down(): void {
    this.addSql(`drop table if exists audience.audit_log`)
    this.addSql(`drop table if exists audience.erased`)
  }
}
