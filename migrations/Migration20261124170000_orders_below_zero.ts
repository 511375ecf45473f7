import { Migration } from "@medusajs/framework/mikro-orm/migrations"

/**
 * Who has an order of which more was refunded than it came to (ADR 29): of these few, and of nobody else, a part of their orders
 * may come to more than all of them.
 */
export class Migration20261124170000_orders_below_zero extends Migration {
  override up(): void {
    this.addSql(`alter table audience.profile_state add column has_order_below_zero boolean not null default false`)
    this.addSql(`update audience.profile_state set has_order_below_zero = true where profile_id in (
      select o.profile_id from audience.order_fact o left join audience.refund r on r.order_id = o.id
      where o.canceled_at is null group by o.profile_id, o.id having o.total_reporting < coalesce(sum(r.amount_reporting), 0))`)
    this.addSql(
      `create index profile_state_order_below_zero on audience.profile_state (profile_id) include (first_order_at) where has_order_below_zero`
    )
  }

  override down(): void {
    this.addSql(`alter table audience.profile_state drop column has_order_below_zero`)
  }
}
