import { Migration } from "@medusajs/framework/mikro-orm/migrations"

/** The visitor through whom a customer came to its profile: where an un-merge takes the visitor, the customer goes along. */
export class Migration20261124110000_customer_visitor extends Migration {
  override up(): void {
    this.addSql(`alter table audience.customer add column visitor_id int`)
  }

  override down(): void {
    this.addSql(`alter table audience.customer drop column visitor_id`)
  }
}
