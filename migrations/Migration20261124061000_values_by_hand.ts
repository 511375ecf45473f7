import { Migration } from "@medusajs/framework/mikro-orm/migrations"

/** Values that an admin sets by hand on a person's page have a source of their own. */
export class Migration20261124061000_values_by_hand extends Migration {
  override up(): void {
    this.addSql(`alter table audience.attribute_value drop constraint attribute_value_source_check`)
    this.addSql(`alter table audience.attribute_value add constraint attribute_value_source_check
      check (source in ('declared', 'api', 'import', 'customer', 'admin'))`)
  }

  override down(): void {
    this.addSql(`update audience.attribute_value set source = 'api' where source = 'admin'`)
    this.addSql(`alter table audience.attribute_value drop constraint attribute_value_source_check`)
    this.addSql(`alter table audience.attribute_value add constraint attribute_value_source_check
      check (source in ('declared', 'api', 'import', 'customer'))`)
  }
}
