import { CsvError, parse, type Info } from "csv-parse"
import { Readable } from "node:stream"
import { IMPORT_LIMITS } from "../../../contract"
import { invalidData } from "../errors"
import { decode } from "./decode"
import { delimiterOf } from "./delimiter"

/** How much of a file is looked at to tell what separates its cells. */
const BEGINNING = 64 * 1024

export interface CsvLine {
  /** As a spreadsheet numbers it; the header is 1. */
  line: number
  cells: string[]
}

/**
 * The lines of a CSV file (RFC 4180; commas, semicolons or tabs; any line ends), the header first.
 * Empty lines are skipped, spaces around cells taken off. A line with too few or too many cells is
 * handed on as it is: one slip must not refuse a file of 100,000 lines.
 *
 * @throws invalid_data with the line at which the file stops being CSV
 */
export async function* readCsv(file: AsyncIterable<Uint8Array>): AsyncGenerator<CsvLine> {
  const text = decode(file)
  const beginning = await beginningOf(text)
  const parser = parse({
    delimiter: delimiterOf(beginning),
    info: true,
    relax_column_count: true,
    skip_empty_lines: true,
    trim: true,
    max_record_size: IMPORT_LIMITS.cell,
  })
  const source = Readable.from(rest(beginning, text))
  // A pipe does not hand errors on.
  source.once("error", (error) => parser.destroy(error))
  source.pipe(parser)
  try {
    for await (const { record, info } of parser as AsyncIterable<{ record: string[]; info: Info }>) {
      yield { line: info.records + info.empty_lines, cells: record }
    }
  } catch (error) {
    throw error instanceof CsvError ? asFault(error) : error
  } finally {
    source.destroy()
  }
}

async function beginningOf(text: AsyncGenerator<string>): Promise<string> {
  let beginning = ""
  while (beginning.length < BEGINNING) {
    const { value, done } = await text.next()
    if (done) break
    beginning += value
  }
  return beginning
}

async function* rest(beginning: string, text: AsyncGenerator<string>): AsyncGenerator<string> {
  yield beginning
  yield* text
}

function asFault(error: CsvError): Error {
  const line = typeof error.lines === "number" ? `line ${error.lines}` : "file"
  switch (error.code) {
    case "CSV_QUOTE_NOT_CLOSED":
      return invalidData(`${line}: a quote is opened and never closed`)
    case "INVALID_OPENING_QUOTE":
      return invalidData(`${line}: a quote stands inside a cell; put the cell in quotes and double the quotes in it`)
    case "CSV_INVALID_CLOSING_QUOTE":
      return invalidData(`${line}: something follows a closing quote; double the quotes that belong to a cell`)
    case "CSV_MAX_RECORD_SIZE":
      return invalidData(`${line}: must not exceed ${IMPORT_LIMITS.cell} characters; is a quote missing above?`)
    default:
      return invalidData(`${line}: ${error.message}`)
  }
}
