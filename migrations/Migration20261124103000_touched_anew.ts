import { Migration } from "@medusajs/framework/mikro-orm/migrations"

/**
 * A row of the queue of touched profiles may name no profile but what everybody's conditions must be read
 * anew for: `products` those that look at products as they are now, `all` every one.
 */
export class Migration20261124103000_touched_anew extends Migration {
  override up(): void {
    this.addSql(`alter table audience.touched add column anew text check (anew in ('products', 'all'))`)
  }

  override down(): void {
    this.addSql(`alter table audience.touched drop column anew`)
  }
}
