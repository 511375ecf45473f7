import { Migration } from "@medusajs/framework/mikro-orm/migrations"

/**
 * What people decide about a segment by hand: who is in it or kept out of it, whether it is put away, and
 * who counts as internal.
 *
 * A row of `segment_manual` names the profile as it was at the time. Merges are followed when it is read: the
 * survivor inherits what was decided, and an un-merge gives it back without a trace.
 */
export class Migration20261124060000_manual extends Migration {
  override up(): void {
    this.addSql(`create table audience.segment_manual (
      segment_id text not null,
      given_profile_id int not null,
      kind text not null check (kind in ('added', 'excluded')),
      created_at timestamptz not null,
      created_by text,
      primary key (segment_id, given_profile_id)
    )`)
    this.addSql(`create index segment_manual_profile on audience.segment_manual (given_profile_id)`)
    this.addSql(`create index profile_merged_into on audience.profile (merged_into) where merged_into is not null`)
    this.addSql(`alter table audience.segment
      add column additions int not null default 0,
      add column exclusions int not null default 0,
      add column archived_at timestamptz`)
    // What an admin decided; null = as the customer's e-mail domain says. `internal` is what follows from both.
    this.addSql(`alter table audience.profile add column internal_set boolean`)
    this.addSql(`update audience.profile set internal_set = true where internal`)
  }

  override down(): void {
    this.addSql(`alter table audience.profile drop column internal_set`)
    this.addSql(`alter table audience.segment drop column additions, drop column exclusions, drop column archived_at`)
    this.addSql(`drop index if exists audience.profile_merged_into`)
    this.addSql(`drop table if exists audience.segment_manual`)
  }
}
