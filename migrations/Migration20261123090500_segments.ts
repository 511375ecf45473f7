import { Migration } from "@medusajs/framework/mikro-orm/migrations"

/**
 * Segments, their definitions over time, and who is and was in them.
 *
 * Memberships are Roaring bitmaps of profile ids in the portable serialization.
 * A change row holds the difference that one evaluation made; applying changes
 * backwards from `members` gives the membership of any past moment.
 */
export class Migration20261123090500_segments extends Migration {
  override up(): void {
    this.addSql(`create table audience.segment (
      id text primary key,
      handle text not null,
      name text not null,
      description text,
      family text not null,
      kind text not null check (kind in ('dynamic', 'static')),
      rule jsonb,
      version int not null default 1,
      published boolean not null default false,
      customer_group_id text,
      members bytea,
      members_count int not null default 0,
      members_changed_at timestamptz,
      evaluated_version int,
      evaluated_at timestamptz,
      error text,
      failed_at timestamptz,
      created_at timestamptz not null,
      updated_at timestamptz not null,
      deleted_at timestamptz
    )`)
    this.addSql(`create unique index segment_handle on audience.segment (handle) where deleted_at is null`)
    this.addSql(`create table audience.segment_version (
      segment_id text not null,
      version int not null,
      rule jsonb,
      created_at timestamptz not null,
      created_by text,
      primary key (segment_id, version)
    )`)
    this.addSql(`create table audience.segment_change (
      id bigint generated always as identity primary key,
      segment_id text not null,
      version int not null,
      changed_at timestamptz not null,
      entered bytea not null,
      entered_count int not null,
      left_members bytea not null,
      left_count int not null
    )`)
    this.addSql(`create index segment_change_segment on audience.segment_change (segment_id, changed_at)`)
    this.addSql(`create table audience.segment_day (
      segment_id text not null,
      day date not null,
      members int not null,
      entered int not null,
      left_count int not null,
      primary key (segment_id, day)
    )`)
  }

  override down(): void {
    for (const table of ["segment_day", "segment_change", "segment_version", "segment"]) {
      this.addSql(`drop table if exists audience.${table}`)
    }
  }
}
