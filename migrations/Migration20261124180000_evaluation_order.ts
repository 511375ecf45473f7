import { Migration } from "@medusajs/framework/mikro-orm/migrations"

/** Evaluations are ordered by the number that each draws before it reads anything, not by a clock that may go back (ADR 35). */
export class Migration20261124180000_evaluation_order extends Migration {
  override up(): void {
    this.addSql(`create sequence audience.evaluation`)
    this.addSql(`alter table audience.segment add column evaluation bigint not null default 0`)
  }

  override down(): void {
    this.addSql(`alter table audience.segment drop column evaluation`)
    this.addSql(`drop sequence audience.evaluation`)
  }
}
