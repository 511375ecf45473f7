import sql from "sql-template-tag"
import type { ImportDto, ImportFault } from "../../../contract"
import { notFound } from "../errors"
import type { Queryable } from "../lib/database"
import type { ImportRow } from "./types"

const SHOWN = { faults: 20, rows: 3 }

export async function importById(db: Queryable, id: string): Promise<ImportRow> {
  const [row] = await db.rows<ImportRow>(sql`select * from audience.import where id = ${id}`)
  if (!row) throw notFound(`Import with id: ${id} was not found`)
  return row
}

export async function importDto(db: Queryable, row: ImportRow): Promise<ImportDto> {
  const errors = await db.rows<ImportFault & Record<string, unknown>>(sql`
    select line, column_name as "column", value, reason from audience.import_refusal where import_id = ${row.id}
    order by line, column_name limit ${SHOWN.faults}`)
  const sample = await db.rows<{ cells: string[] }>(sql`
    select cells from audience.import_row where import_id = ${row.id} order by number limit ${SHOWN.rows}`)
  const [kept] = await db.rows<{ any: boolean }>(sql`
    select exists (select 1 from audience.import_before where import_id = ${row.id})
      or exists (select 1 from audience.import_member where import_id = ${row.id}) as any`)
  return {
    id: row.id,
    name: row.name,
    columns: row.columns,
    sample: sample.map(({ cells }) => cells),
    mapping: row.mapping,
    dry_run: row.dry_run,
    status: row.status,
    rows: row.row_count,
    processed: row.position,
    stored: row.stored_count,
    refused: row.refused_count,
    errors,
    error: row.error,
    can_undo: row.status !== "undoing" && (kept?.any ?? false),
    created_by: row.created_by,
    created_at: row.created_at.toISOString(),
    finished_at: row.finished_at?.toISOString() ?? null,
    undone_at: row.undone_at?.toISOString() ?? null,
  }
}

const FORMULA = /^[=+\-@\t\n\r]/

/** A cell of the list of faults: quoted, and no spreadsheet runs what a stranger's file holds. */
function cell(text: string): string {
  const safe = FORMULA.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe
}

/** See {@link Imports.faults}. */
export async function faultsCsv(db: Queryable, id: string, tell = (reason: string): string => reason): Promise<string> {
  const faults = await db.rows<ImportFault & Record<string, unknown>>(sql`
    select line, column_name as "column", value, reason from audience.import_refusal where import_id = ${id} order by line, column_name`)
  const rows = faults.map(({ line, column, value, reason }) => [String(line), column, value, tell(reason)].map(cell).join(","))
  return ["line,column,value,reason", ...rows, ""].join("\r\n")
}
