import sql from "sql-template-tag"
import type { StageContext } from "../stage"

const DAY_MS = 86_400_000
/** A file that was checked and never carried out, and what an undo would need. */
const KEPT_DAYS = { file: 1, before: 30 }

/** See {@link Imports.forgetOld}. Files, faults and values from before are personal data: the record of the import stays, they go. */
export async function forgetOld({ database, clock }: StageContext): Promise<void> {
  const since = (days: number): Date => new Date(clock.now().getTime() - days * DAY_MS)
  await database.execute(sql`
    delete from audience.import_row where import_id in (
      select id from audience.import where created_at < ${since(KEPT_DAYS.file)} and status in ('uploaded', 'checked'))`)
  for (const table of [sql`audience.import_before`, sql`audience.import_member`, sql`audience.import_refusal`, sql`audience.import_row`]) {
    await database.execute(sql`
      delete from ${table} where import_id in (
        select id from audience.import where created_at < ${since(KEPT_DAYS.before)} and status not in ('running', 'undoing'))`)
  }
}
