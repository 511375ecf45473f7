import { Parser } from "@json2csv/plainjs"

/** Hands a file to the browser's downloads. */
export function saveFile(name: string, content: Blob): void {
  const address = URL.createObjectURL(content)
  const link = document.createElement("a")
  link.href = address
  link.download = name
  link.click()
  // The download has its own hold on the data once it began.
  setTimeout(() => URL.revokeObjectURL(address), 10_000)
}

type Cell = string | number | null

// Spreadsheets run a cell that starts with = + - or @ as a formula, and page titles
// and event properties come from strangers. A leading apostrophe keeps the cell text.
const guarded = (cell: Cell): Cell => (typeof cell === "string" && /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell)

/** A small table that the page already holds, as CSV (RFC 4180). */
export function toCsv(columns: string[], rows: Record<string, Cell>[]): string {
  const safe = rows.map((row) => Object.fromEntries(columns.map((column) => [column, guarded(row[column] ?? null)])))
  // Fields as functions: a dot in a column's name would be read as a path.
  const fields = columns.map((column) => ({ label: column, value: (row: Record<string, Cell>) => row[column] }))
  return new Parser({ fields, eol: "\r\n" }).parse(safe)
}

export function saveCsv(name: string, columns: string[], rows: Record<string, Cell>[]): void {
  // The byte order mark makes Excel read UTF-8.
  saveFile(name, new Blob(["\uFEFF", toCsv(columns, rows)], { type: "text/csv;charset=utf-8" }))
}
