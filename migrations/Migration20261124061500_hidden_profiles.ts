import { Migration } from "@medusajs/framework/mikro-orm/migrations"

/**
 * The few profiles that count for nothing, found without reading everybody.
 *
 * Overlaps and flows are answered from memberships alone; looking through a million
 * profiles for the hidden ones took longer than all the rest.
 */
export class Migration20261124061500_hidden_profiles extends Migration {
  override up(): void {
    this.addSql(`create index profile_hidden on audience.profile (id) where merged_into is not null or erased_at is not null or internal`)
  }

  override down(): void {
    this.addSql(`drop index if exists audience.profile_hidden`)
  }
}
