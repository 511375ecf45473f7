import { Migration } from "@medusajs/framework/mikro-orm/migrations"

/**
 * Our copies of what Medusa knows: orders, lines, refunds, carts, products, names.
 *
 * Every row is keyed by Medusa's id, so that a replayed event or a second backfill
 * overwrites a row with itself. `*_reporting` amounts are in the reporting currency.
 * `read_at` says when Medusa was asked: an older answer never replaces a newer one.
 */
export class Migration20261123090300_facts extends Migration {
  override up(): void {
    this.addSql(`create table audience.order_fact (
      id text primary key,
      profile_id int not null,
      visitor_id int,
      customer_id text,
      cart_id text,
      display_id int,
      email text,
      currency_code text not null,
      total numeric not null,
      total_reporting numeric not null,
      placed_at timestamptz not null,
      canceled_at timestamptz,
      sales_channel_id text,
      region_id text,
      promotion_codes text[] not null default '{}',
      updated_at timestamptz not null,
      read_at timestamptz not null default '-infinity'
    )`)
    this.addSql(`create index order_fact_profile on audience.order_fact (profile_id, placed_at)`)
    this.addSql(`create index order_fact_placed on audience.order_fact (placed_at)`)
    this.addSql(`create index order_fact_customer on audience.order_fact (customer_id)`)
    this.addSql(`create table audience.order_line (
      order_id text not null,
      line_id text not null,
      profile_id int not null,
      product_id text,
      variant_id text,
      title text,
      quantity numeric not null,
      returned_quantity numeric not null default 0,
      total numeric not null,
      total_reporting numeric not null,
      primary key (order_id, line_id)
    )`)
    this.addSql(`create index order_line_profile on audience.order_line (profile_id)`)
    this.addSql(`create index order_line_product on audience.order_line (product_id)`)
    this.addSql(`create table audience.refund (
      id text primary key,
      order_id text not null,
      profile_id int not null,
      amount numeric not null,
      amount_reporting numeric not null,
      refunded_at timestamptz not null
    )`)
    this.addSql(`create index refund_order on audience.refund (order_id)`)
    this.addSql(`create index refund_profile on audience.refund (profile_id)`)
    this.addSql(`create table audience.cart (
      id text primary key,
      profile_id int not null,
      visitor_id int,
      customer_id text,
      email text,
      currency_code text not null,
      total numeric not null,
      total_reporting numeric not null,
      quantity numeric not null,
      created_at timestamptz not null,
      touched_at timestamptz not null,
      completed_at timestamptz,
      deleted_at timestamptz,
      read_at timestamptz not null default '-infinity'
    )`)
    this.addSql(`create index cart_profile on audience.cart (profile_id)`)
    this.addSql(
      `create index cart_open on audience.cart (touched_at) include (profile_id) where completed_at is null and deleted_at is null and quantity > 0`
    )
    this.addSql(`create table audience.cart_line (
      cart_id text not null,
      line_id text not null,
      profile_id int not null,
      product_id text,
      variant_id text,
      title text,
      quantity numeric not null,
      total numeric not null,
      primary key (cart_id, line_id)
    )`)
    this.addSql(`create index cart_line_profile on audience.cart_line (profile_id)`)
    this.addSql(`create index cart_line_product on audience.cart_line (product_id)`)
    this.addSql(`create table audience.product (
      id text primary key,
      title text not null,
      handle text,
      thumbnail text,
      collection_id text,
      type_id text,
      category_ids text[] not null default '{}',
      tag_ids text[] not null default '{}',
      updated_at timestamptz not null,
      deleted_at timestamptz
    )`)
    this.addSql(`create table audience.label (
      kind text not null,
      id text not null,
      label text not null,
      primary key (kind, id)
    )`)
  }

  override down(): void {
    for (const table of ["label", "product", "cart_line", "cart", "refund", "order_line", "order_fact"]) {
      this.addSql(`drop table if exists audience.${table}`)
    }
  }
}
