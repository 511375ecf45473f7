import { Migration } from "@medusajs/framework/mikro-orm/migrations"

/**
 * CSV imports: the file's rows while they are needed, what was refused, and what stood before.
 *
 * The rows live in the database so that any process can go on where another one stopped.
 * `position` is the last row that is done; it moves in the transaction that writes the values.
 */
export class Migration20261124060000_imports extends Migration {
  override up(): void {
    this.addSql(`create table audience.import (
      id text primary key,
      name text not null,
      columns text[] not null,
      mapping jsonb,
      dry_run boolean not null,
      status text not null check (status in ('uploaded', 'running', 'checked', 'done', 'undoing', 'undone', 'failed')),
      row_count int not null,
      position int not null default 0,
      stored_count int not null default 0,
      refused_count int not null default 0,
      error text,
      created_by text,
      created_at timestamptz not null,
      finished_at timestamptz,
      undone_at timestamptz
    )`)
    this.addSql(`create index import_created on audience.import (created_at desc, id)`)
    this.addSql(`create index import_pending on audience.import (created_at) where status in ('running', 'undoing')`)
    this.addSql(`create table audience.import_row (
      import_id text not null,
      number int not null,
      line int not null,
      cells text[] not null,
      primary key (import_id, number)
    )`)
    this.addSql(`create table audience.import_refusal (
      import_id text not null,
      line int not null,
      column_name text not null,
      value text not null,
      reason text not null
    )`)
    this.addSql(`create index import_refusal_import on audience.import_refusal (import_id, line)`)
    this.addSql(`create table audience.import_before (
      profile_id int not null,
      import_id text not null,
      attribute_id smallint not null,
      written_at timestamptz not null,
      before jsonb,
      primary key (profile_id, import_id, attribute_id)
    )`)
    this.addSql(`create index import_before_import on audience.import_before (import_id, profile_id)`)
    this.addSql(`create table audience.import_member (
      profile_id int not null,
      import_id text not null,
      primary key (profile_id, import_id)
    )`)
    this.addSql(`create index import_member_import on audience.import_member (import_id)`)
  }

  override down(): void {
    for (const table of ["import_member", "import_before", "import_refusal", "import_row", "import"])
      this.addSql(`drop table if exists audience.${table}`)
  }
}
