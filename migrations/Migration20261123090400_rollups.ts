import { Migration } from "@medusajs/framework/mikro-orm/migrations"

/**
 * What the fold derives from events and facts; everything here can be rebuilt.
 *
 * Sessions and days are kept per visitor and carry the profile: a merge re-keys
 * them and an un-merge re-keys them back, without adding or splitting a figure.
 * `profile_state` is derived from a profile's sessions, days and facts as a whole.
 *
 * Beside what an event decided stand the time and id of that event, so that events
 * which arrive late or in another order lead to the same row. Engaged seconds are
 * numeric for the same reason: a sum of floats depends on its order.
 */
export class Migration20261123090400_rollups extends Migration {
  override up(): void {
    this.addSql(`create table audience.session (
      profile_id int not null,
      visitor_id int not null,
      id uuid not null,
      part smallint not null default 0,
      started_at timestamptz not null,
      first_event uuid not null,
      last_at timestamptz not null,
      last_event uuid not null,
      source_at timestamptz,
      source_event uuid,
      source_id int,
      context_at timestamptz,
      context_event uuid,
      context_id int,
      landing_at timestamptz,
      landing_event uuid,
      landing_page_id int,
      exit_at timestamptz,
      exit_event uuid,
      exit_page_id int,
      events int not null,
      page_views int not null,
      clicks int not null,
      engaged_seconds numeric not null,
      primary key (profile_id, visitor_id, id, part)
    )`)
    this.addSql(`create index session_started on audience.session (started_at) include (profile_id)`)
    this.addSql(`create table audience.profile_day (
      profile_id int not null,
      day date not null,
      visitor_id int not null,
      sessions int not null,
      events int not null,
      page_views int not null,
      clicks int not null,
      product_views int not null,
      cart_adds int not null,
      searches int not null,
      engaged_seconds numeric not null,
      primary key (profile_id, day, visitor_id)
    )`)
    this.addSql(`create index profile_day_day on audience.profile_day (day) include (profile_id)`)
    this.addSql(`create table audience.profile_state (
      profile_id int primary key,
      first_seen timestamptz,
      last_seen timestamptz,
      sessions int not null default 0,
      events int not null default 0,
      page_views int not null default 0,
      clicks int not null default 0,
      engaged_seconds numeric not null default 0,
      context_id int,
      first_source_id int,
      last_source_id int,
      first_landing_page_id int,
      last_landing_page_id int,
      orders int not null default 0,
      spent numeric not null default 0,
      first_order_at timestamptz,
      last_order_at timestamptz,
      open_cart_id text,
      open_cart_total numeric
    )`)
    this.addSql(`create index profile_state_last_seen on audience.profile_state (last_seen)`)
    this.addSql(`create table audience.touched (
      id bigint generated always as identity primary key,
      profile_ids int[] not null
    )`)
  }

  override down(): void {
    for (const table of ["touched", "profile_state", "profile_day", "session"]) {
      this.addSql(`drop table if exists audience.${table}`)
    }
  }
}
