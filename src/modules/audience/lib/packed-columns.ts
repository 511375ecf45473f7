import sql, { raw, type Sql } from "sql-template-tag"

/**
 * How a column is read: `int4` and `float8` as they are, `time` as microseconds since 2000 from `timestamptz`,
 * `uuid` as four numbers a row, `text` as it is, `int4s` as any number of numbers a row from a `bytea` that holds them packed.
 */
export type ColumnKind = "int4" | "float8" | "time" | "uuid" | "text" | "int4s"
export type ColumnKinds = Record<string, ColumnKind>

interface ArrayOf {
  int4: Int32Array
  float8: Float64Array
  time: Float64Array
  uuid: Int32Array
  text: string[]
  int4s: Int32Array
}

export type Columns<Kinds extends ColumnKinds> = { [Name in keyof Kinds]: ArrayOf[Kinds[Name]] } & { rows: number }

/** A value as PostgreSQL sends it; where it is missing 0, or "" for a text, which has its length in front. */
const SENT: Record<ColumnKind, (value: Sql) => Sql> = {
  int4: (value) => sql`int4send(coalesce(${value}, 0))`,
  float8: (value) => sql`float8send(coalesce(${value}, 0))`,
  time: (value) => sql`timestamptz_send(coalesce(${value}, '2000-01-01 00:00:00+00'))`,
  uuid: (value) => sql`uuid_send(coalesce(${value}, '00000000-0000-0000-0000-000000000000'))`,
  text: (value) => sql`int4send(octet_length(textsend(coalesce(${value}, '')))) || textsend(coalesce(${value}, ''))`,
  int4s: (value) => value,
}

/** Bytes of a number. */
const WIDTHS: Record<Exclude<ColumnKind, "text">, number> = { int4: 4, float8: 8, time: 8, uuid: 4, int4s: 4 }

/** A column's values, one behind the other as PostgreSQL sends them, as one value. */
export function packed(name: string, kind: ColumnKind): Sql {
  return sql`string_agg(${SENT[kind](sql`c.${raw(`"${name}"`)}`)}, '')`
}

const SIGNATURE_BYTES = 11
const HEADER_BYTES = SIGNATURE_BYTES + 8
/** The end of the file stands where a row's number of fields would. */
const NO_MORE_ROWS = -1

/** The columns out of a file in PostgreSQL's binary COPY format (documentation of COPY, "Binary Format"), whose rows hold packed columns. */
export function unpacked<Kinds extends ColumnKinds>(file: Buffer, kinds: Kinds): Columns<Kinds> {
  const names = Object.keys(kinds)
  const pieces = names.map((): Buffer[] => [])
  let at = HEADER_BYTES + file.readInt32BE(HEADER_BYTES - 4)
  while (file.readInt16BE(at) !== NO_MORE_ROWS) {
    at += 2
    for (const column of pieces) {
      const length = file.readInt32BE(at)
      column.push(file.subarray(at + 4, at + 4 + length))
      at += 4 + length
    }
  }
  const columns = names.map((name, place) => [name, valuesOf(kinds[name] ?? "text", pieces[place] ?? [])] as const)
  return { ...Object.fromEntries(columns), rows: columns[0]?.[1].length ?? 0 } as Columns<Kinds>
}

function valuesOf(kind: ColumnKind, pieces: Buffer[]): Int32Array | Float64Array | string[] {
  if (kind === "text") return pieces.flatMap(texts)
  const bytes = pieces.reduce((sum, { length }) => sum + length, 0)
  const values = Buffer.from(new ArrayBuffer(bytes))
  let at = 0
  for (const piece of pieces) at += piece.copy(values, at)
  // PostgreSQL sends the highest byte first; typed arrays have this machine's order.
  if (WIDTHS[kind] === 8) values.swap64()
  else values.swap32()
  if (kind === "float8") return new Float64Array(values.buffer)
  const words = new Int32Array(values.buffer)
  return kind === "time" ? instants(words) : words
}

const TWO_TO_32 = 4_294_967_296

/** Integers of 64 bits as numbers: ours are below 2^53. */
function instants(words: Int32Array): Float64Array {
  const low = new Uint32Array(words.buffer)
  const values = new Float64Array(words.length / 2)
  for (let row = 0; row < values.length; row++) values[row] = words[row * 2 + 1]! * TWO_TO_32 + low[row * 2]!
  return values
}

function texts(bytes: Buffer): string[] {
  const values: string[] = []
  for (let at = 0; at < bytes.length;) {
    const end = at + 4 + bytes.readInt32BE(at)
    values.push(bytes.toString("utf8", at + 4, end))
    at = end
  }
  return values
}
