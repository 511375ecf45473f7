import { Migration } from "@medusajs/framework/mikro-orm/migrations"

/**
 * People: profiles, the visitors and customers that lead to them, merges, attributes.
 *
 * `profile.id` is a dense integer: it is a bit position in every membership and
 * never leaves the server. A visitor row is one browser for as long as it belongs
 * to one person: when another customer signs in on it the row ends and a new one
 * begins, so that each event's `visitor_id` names one person's use of one browser.
 */
export class Migration20261123090200_identity extends Migration {
  override up(): void {
    this.addSql(`create table audience.profile (
      id int generated always as identity primary key,
      public_id uuid not null default gen_random_uuid() unique,
      created_at timestamptz not null,
      customer_id text,
      merged_into int,
      erased_at timestamptz,
      internal boolean not null default false,
      consent_analytics boolean,
      consent_personalization boolean,
      consent_marketing boolean
    )`)
    this.addSql(`create index profile_customer on audience.profile (customer_id) where customer_id is not null`)
    this.addSql(`create table audience.visitor (
      uuid uuid not null,
      id int generated always as identity,
      profile_id int not null,
      created_at timestamptz not null,
      ended_at timestamptz,
      primary key (uuid, id)
    )`)
    this.addSql(`create unique index visitor_current on audience.visitor (uuid) where ended_at is null`)
    this.addSql(`create index visitor_id on audience.visitor (id)`)
    this.addSql(`create index visitor_profile on audience.visitor (profile_id)`)
    this.addSql(`create table audience.customer (
      id text primary key,
      profile_id int not null,
      email text,
      first_name text,
      last_name text,
      phone text,
      has_account boolean not null default false,
      group_ids text[] not null default '{}',
      metadata jsonb,
      created_at timestamptz not null,
      updated_at timestamptz not null,
      deleted_at timestamptz
    )`)
    this.addSql(`create index customer_profile on audience.customer (profile_id)`)
    this.addSql(`create index customer_email on audience.customer (lower(email))`)
    this.addSql(`create table audience.cart_visitor (
      cart_id text primary key,
      visitor_id int not null,
      profile_id int not null,
      linked_at timestamptz not null
    )`)
    this.addSql(`create index cart_visitor_profile on audience.cart_visitor (profile_id)`)
    this.addSql(`create table audience.merge (
      id bigint generated always as identity primary key,
      winner_id int not null,
      loser_id int not null,
      reason text not null,
      merged_at timestamptz not null,
      undone_at timestamptz,
      moved jsonb not null
    )`)
    this.addSql(`create index merge_winner on audience.merge (winner_id)`)
    this.addSql(`create index merge_loser on audience.merge (loser_id)`)
    this.addSql(`create table audience.identity_task (
      id bigint generated always as identity primary key,
      visitor_id int not null,
      kind text not null,
      payload jsonb not null,
      at timestamptz not null
    )`)
    this.addSql(`create table audience.attribute (
      id smallint generated always as identity primary key,
      key text not null unique,
      label text not null,
      type text not null check (type in ('text', 'number', 'boolean', 'date', 'choice', 'list')),
      choices text[] not null default '{}',
      personal boolean not null default false,
      verified_only boolean not null default false,
      predefined boolean not null default false,
      created_at timestamptz not null default now()
    )`)
    this.addSql(`insert into audience.attribute (key, label, type, choices, personal, predefined) values
      ('age', 'Age', 'number', '{}', false, true),
      ('gender', 'Gender', 'choice', '{female,male,other}', false, true),
      ('birthday', 'Birthday', 'date', '{}', true, true),
      ('member_id', 'Member ID', 'text', '{}', true, true),
      ('member_tier', 'Member tier', 'choice', '{bronze,silver,gold,platinum}', false, true),
      ('points', 'Points', 'number', '{}', false, true),
      ('satisfaction_score', 'Satisfaction score', 'number', '{}', false, true)`)
    this.addSql(`create table audience.attribute_value (
      profile_id int not null,
      attribute_id smallint not null,
      source text not null check (source in ('declared', 'api', 'import', 'customer')),
      text_value text,
      number_value double precision,
      boolean_value boolean,
      date_value date,
      list_value text[],
      updated_at timestamptz not null,
      primary key (profile_id, attribute_id)
    )`)
    this.addSql(`create index attribute_value_attribute on audience.attribute_value (attribute_id, profile_id)`)
  }

  override down(): void {
    for (const table of ["attribute_value", "attribute", "identity_task", "merge", "cart_visitor", "customer", "visitor", "profile"]) {
      this.addSql(`drop table if exists audience.${table}`)
    }
  }
}
