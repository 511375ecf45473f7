import { Migration } from "@medusajs/framework/mikro-orm/migrations"

/**
 * What the head of a segment's page asks of everybody, found without reading everybody's rows.
 *
 * Who is tied to a customer, what buyers have spent, and who spent the most time: narrow indexes
 * of just these, read alone. The whole rows of a million profiles are twenty times as wide.
 */
export class Migration20261124071500_overview_indexes extends Migration {
  override up(): void {
    this.addSql(`create index profile_identified on audience.profile (id) where customer_id is not null`)
    this.addSql(`create index profile_state_buyer on audience.profile_state (profile_id) include (spent) where orders > 0`)
    this.addSql(
      `create index profile_state_engaged on audience.profile_state (engaged_seconds desc, last_seen desc nulls last, profile_id)`
    )
  }

  override down(): void {
    for (const index of ["profile_state_engaged", "profile_state_buyer", "profile_identified"]) {
      this.addSql(`drop index if exists audience.${index}`)
    }
  }
}
