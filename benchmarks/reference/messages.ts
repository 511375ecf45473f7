/** What the benchmark asks of DuckDB's process, and what comes back. */
export interface Request {
  id: number
  sql: string
  /** `ids` reads the first column as sorted ids, `none` only runs the statement. */
  read: "ids" | "none" | "rows"
}

export interface Reply {
  id: number
  /** From the statement to its last row read. */
  ms?: number
  ids?: Int32Array
  rows?: Record<string, unknown>[]
  error?: string
}
