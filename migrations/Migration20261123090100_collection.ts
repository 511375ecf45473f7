import { Migration } from "@medusajs/framework/mikro-orm/migrations"

/**
 * Events as they arrive, and the dictionaries their rows point into.
 *
 * `event` is partitioned by month of its corrected time. Its ids are unique
 * through `recent_event`: a unique index on a partitioned table would have to
 * contain the corrected time, which differs between two tries of one request.
 * `event_batch` is a queue: the row of a batch commits with its events and is
 * deleted by the fold that reads them, so a batch that commits late is read late
 * but never lost, whatever order ids were drawn in.
 */
export class Migration20261123090100_collection extends Migration {
  override up(): void {
    this.addSql(`create schema if not exists audience`)
    this.addSql(`create table audience.event_name (
      id int generated always as identity primary key,
      name text not null unique
    )`)
    this.addSql(`create table audience.page (
      id int generated always as identity primary key,
      host text not null, path text not null, title text not null,
      hash uuid generated always as (md5(host || E'\\x1f' || path || E'\\x1f' || title)::uuid) stored unique
    )`)
    this.addSql(`create index page_path on audience.page (lower(path) text_pattern_ops)`)
    this.addSql(`create table audience.referrer (
      id int generated always as identity primary key,
      url text not null,
      hash uuid generated always as (md5(url)::uuid) stored unique
    )`)
    this.addSql(`create table audience.source (
      id int generated always as identity primary key,
      source text not null, medium text not null, channel text not null,
      campaign text, term text, content text, referrer_host text,
      hash uuid generated always as (md5(source || E'\\x1f' || medium || E'\\x1f' || channel || E'\\x1f' || coalesce(campaign, '') || E'\\x1f' ||
        coalesce(term, '') || E'\\x1f' || coalesce(content, '') || E'\\x1f' || coalesce(referrer_host, ''))::uuid) stored unique
    )`)
    this.addSql(`create table audience.context (
      id int generated always as identity primary key,
      device_type text, browser text, browser_version text, os text, os_version text,
      screen text, language text, time_zone text, country text, region text, city text,
      hash uuid generated always as (md5(coalesce(device_type, '') || E'\\x1f' || coalesce(browser, '') || E'\\x1f' || coalesce(browser_version, '') || E'\\x1f' ||
        coalesce(os, '') || E'\\x1f' || coalesce(os_version, '') || E'\\x1f' || coalesce(screen, '') || E'\\x1f' || coalesce(language, '') || E'\\x1f' ||
        coalesce(time_zone, '') || E'\\x1f' || coalesce(country, '') || E'\\x1f' || coalesce(region, '') || E'\\x1f' || coalesce(city, ''))::uuid) stored unique
    )`)
    this.addSql(`create table audience.event_batch (
      id bigint generated always as identity primary key,
      received_at timestamptz not null,
      events int not null,
      first_at timestamptz not null,
      last_at timestamptz not null
    )`)
    this.addSql(`create table audience.event (
      at timestamptz not null,
      id uuid not null,
      session_id uuid not null,
      batch_id bigint not null,
      profile_id int not null,
      visitor_id int not null,
      name_id int not null,
      page_id int,
      referrer_id int,
      source_id int,
      context_id int,
      seconds real,
      product_id text,
      query text,
      properties jsonb
    ) partition by range (at)`)
    this.addSql(`create index event_name_page_at on audience.event (name_id, page_id, at) include (profile_id)`)
    this.addSql(`create index event_profile_at on audience.event (profile_id, at)`)
    this.addSql(`create index event_batch_id on audience.event (batch_id)`)
    this.addSql(`create table audience.recent_event (
      id uuid primary key,
      received_on date not null
    )`)
    this.addSql(`create table audience.refusal (
      day date not null,
      reason text not null,
      count bigint not null,
      primary key (day, reason)
    )`)
    this.addSql(`create table audience.setting (
      key text primary key,
      value jsonb not null,
      updated_at timestamptz not null
    )`)
  }

  override down(): void {
    this.addSql(`drop schema if exists audience cascade`)
  }
}
