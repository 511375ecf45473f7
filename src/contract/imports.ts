/**
 * CSV imports under `/admin/audience`.
 *
 * - `POST imports?name&dry_run&mapping&segment_id` with the file as body (`text/csv`, UTF-8, at most {@link IMPORT_LIMITS}) `{ import: ImportDto }`:
 *   `mapping` is an {@link ImportMapping} as JSON; without it, columns are taken by their names, and `segment_id` says where the people are added. A file of up to a thousand rows is
 *   done when it is answered, a larger one goes on in the background: ask `GET imports/:id`
 * - `POST imports/:id` `{ mapping?, dry_run? }` checks an uploaded file again under another mapping, or carries it out
 * - `POST imports/:id/undo` puts back what stood before · `GET imports/:id/errors` everything refused, as CSV
 * - `GET imports?limit&offset` `{ imports: ImportDto[], count, offset, limit }`, newest first
 */

export const IMPORT_LIMITS = { bytes: 100 * 1024 * 1024, rows: 1_000_000, columns: 200, cell: 100_000 } as const

export interface ImportMapping {
  /** The column that says whose row it is, and what it holds. */
  key: { column: string; by: "customer_id" | "email" | "id" }
  /** Key of the attribute, by the name of its column. Columns left out are not read. */
  attributes?: Record<string, string>
  /** A static segment that the rows' people are added to. */
  segment_id?: string
}

/**
 * `uploaded` has no mapping yet · `running` is being checked or carried out · `checked` is a finished dry run ·
 * `failed` stopped where it was and can be started again.
 */
export type ImportStatus = "uploaded" | "running" | "checked" | "done" | "undoing" | "undone" | "failed"

export interface ImportFault {
  /** Line of the file, as a spreadsheet numbers it: the header is 1. */
  line: number
  column: string
  value: string
  reason: string
}

export interface ImportDto {
  id: string
  name: string
  columns: string[]
  /** The first rows, while the file is kept. */
  sample: string[][]
  mapping: ImportMapping | null
  dry_run: boolean
  status: ImportStatus
  rows: number
  /** Rows that are done. */
  processed: number
  /** Rows of which something was, or in a dry run would be, stored. */
  stored: number
  /** Rows of which something was refused; the rest of such a row is stored. */
  refused: number
  /** The first faults; all of them: `GET imports/:id/errors`. */
  errors: ImportFault[]
  /** Why the import as a whole stopped. */
  error: string | null
  /** Whether the values from before are still kept. */
  can_undo: boolean
  created_by: string | null
  created_at: string
  finished_at: string | null
  undone_at: string | null
}
