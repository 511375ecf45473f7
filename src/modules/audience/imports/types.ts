import type { ImportDto, ImportMapping } from "../../../contract"
import type { Queryable, Transaction } from "../lib/database"

/** A file as it arrives. */
export interface Upload {
  name: string
  file: AsyncIterable<Uint8Array>
  dryRun: boolean
  mapping?: ImportMapping
  /** A static segment for the people of a file whose columns are taken by their names. */
  segmentId?: string
  createdBy?: string
}

export interface ImportRow extends Record<string, unknown> {
  id: string
  name: string
  columns: string[]
  mapping: ImportMapping | null
  dry_run: boolean
  status: ImportDto["status"]
  row_count: number
  position: number
  stored_count: number
  refused_count: number
  error: string | null
  created_by: string | null
  created_at: Date
  finished_at: Date | null
  undone_at: Date | null
}

/** Files of attribute values and of members for static segments. */
export interface Imports {
  /**
   * Reads and keeps a file, then checks it or carries it out. Small ones are done when this answers,
   * others go on in the background.
   *
   * @throws invalid_data for a file that is no CSV, is too large or of another encoding, and for a wrong mapping: nothing of it is kept
   */
  upload(upload: Upload): Promise<ImportDto>
  /** Checks a kept file again, or carries it out. @throws not_found, invalid_data; not_allowed in the wrong state */
  start(id: string, change: { mapping?: ImportMapping; dryRun?: boolean }): Promise<ImportDto>
  /** Puts back what stood before; values that were set since stay. @throws not_found, not_allowed */
  undo(id: string): Promise<ImportDto>
  /** @throws not_found */
  get(id: string): Promise<ImportDto>
  list(page: { limit: number; offset: number }): Promise<{ imports: ImportDto[]; count: number }>
  /** Everything that was refused, as CSV, each reason as `tell` says it. @throws not_found */
  faults(id: string, tell?: (reason: string) => string): Promise<string>
  /** Works on what waits, for about `milliseconds`; answers whether more waits. Any number of processes may call it. */
  work(milliseconds: number): Promise<{ more: boolean }>
  /** Drops files, faults and values from before that are older than they are kept. */
  forgetOld(): Promise<void>
}

/** What imports need of segments' memberships. */
export interface ImportPorts {
  /** Adds people to a static segment; answers those who were not in it. */
  addMembers(tx: Transaction, segmentId: string, profileIds: number[]): Promise<number[]>
  removeMembers(tx: Transaction, segmentId: string, profileIds: number[]): Promise<void>
  /** @throws invalid_data unless it is a static segment. */
  checkSegment(db: Queryable, segmentId: string): Promise<void>
}
