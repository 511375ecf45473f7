import { Migration } from "@medusajs/framework/mikro-orm/migrations"

const STATE_FIGURES = ["orders", "spent"]

/**
 * Rules about orders are answered from indexes (ADR 24).
 *
 * A line of an order says when that was placed, and nothing if it was canceled: who bought a product in some time is then found
 * without the orders. The indexes of what somebody has ordered in their life also say when that began.
 */
export class Migration20261124150000_order_lines_in_time extends Migration {
  override up(): void {
    this.addSql(`alter table audience.order_line add column placed_at timestamptz`)
    this.addSql(
      `update audience.order_line l set placed_at = o.placed_at from audience.order_fact o where o.id = l.order_id and o.canceled_at is null`
    )
    this.addSql(`drop index audience.order_line_product`)
    this.addSql(`create index order_line_product on audience.order_line (product_id, placed_at) include (profile_id)`)
    for (const figure of STATE_FIGURES) {
      this.addSql(`drop index audience.profile_state_${figure}`)
      this.addSql(
        `create index profile_state_${figure} on audience.profile_state (${figure}, profile_id) include (first_order_at) where orders > 0`
      )
    }
  }

  override down(): void {
    for (const figure of STATE_FIGURES) {
      this.addSql(`drop index audience.profile_state_${figure}`)
      this.addSql(`create index profile_state_${figure} on audience.profile_state (${figure}, profile_id) where orders > 0`)
    }
    this.addSql(`drop index audience.order_line_product`)
    this.addSql(`create index order_line_product on audience.order_line (product_id)`)
    this.addSql(`alter table audience.order_line drop column placed_at`)
  }
}
