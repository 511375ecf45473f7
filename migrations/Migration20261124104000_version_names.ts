import { Migration } from "@medusajs/framework/mikro-orm/migrations"

/**
 * A version of a segment keeps what the segment was called, and its description.
 *
 * Of versions that were saved before, only the current ones are known to be called what they
 * are called now; the name of the others stays null.
 */
export class Migration20261124104000_version_names extends Migration {
  override up(): void {
    this.addSql(`alter table audience.segment_version add column name text, add column description text`)
    this.addSql(`update audience.segment_version v set name = s.name, description = s.description
      from audience.segment s where s.id = v.segment_id and s.version = v.version`)
  }

  override down(): void {
    this.addSql(`alter table audience.segment_version drop column if exists name, drop column if exists description`)
  }
}
