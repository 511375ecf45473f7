import { Migration } from "@medusajs/framework/mikro-orm/migrations"

const FIGURES = ["product_views", "cart_adds", "searches"]

/** The user list in the order of what somebody did in their life adds up the days on which they did it; the other days are most. */
export class Migration20261124184000_day_indexes extends Migration {
  override up(): void {
    for (const figure of FIGURES)
      this.addSql(`create index profile_day_${figure} on audience.profile_day (profile_id) include (${figure}) where ${figure} > 0`)
  }

  override down(): void {
    for (const figure of FIGURES) this.addSql(`drop index if exists audience.profile_day_${figure}`)
  }
}
