/**
 * How a column is read: `int4` and `float8` as they are, `time` as microseconds since 2000 from `timestamptz`,
 * `uuid` as four numbers a row, `text` as it is.
 */
export type ColumnKind = "int4" | "float8" | "time" | "uuid" | "text"
export type ColumnKinds = Record<string, ColumnKind>

interface ArrayOf {
  int4: Int32Array
  float8: Float64Array
  time: Float64Array
  uuid: Int32Array
  text: string[]
}

export type Columns<Kinds extends ColumnKinds> = { [Name in keyof Kinds]: ArrayOf[Kinds[Name]] } & { rows: number }

const SIGNATURE_BYTES = 11
const HEADER_BYTES = SIGNATURE_BYTES + 8
/** The end of the file stands where a row's number of fields would. */
const NO_MORE_ROWS = -1
const TWO_TO_32 = 4_294_967_296
const FIRST_CAPACITY = 4_096

/** Reads PostgreSQL's binary COPY format (documentation of COPY, "Binary Format"), whatever pieces it comes in. */
export class ColumnReader<Kinds extends ColumnKinds> {
  private readonly fields: Field[]
  private rows = 0
  private capacity = FIRST_CAPACITY
  private rest: Buffer = Buffer.alloc(0)
  private started = false

  constructor(kinds: Kinds) {
    this.fields = Object.entries(kinds).map(([name, kind]) => newField(name, kind))
  }

  push(chunk: Buffer): void {
    const buffer = this.rest.length > 0 ? Buffer.concat([this.rest, chunk]) : chunk
    let at = this.started ? 0 : headerEnd(buffer)
    if (at < 0) {
      this.rest = buffer
      return
    }
    this.started = true
    for (;;) {
      const next = this.readRow(buffer, at)
      if (next < 0) break
      at = next
    }
    // A copy: a slice would keep the whole chunk in memory.
    this.rest = Buffer.from(buffer.subarray(at))
  }

  columns(): Columns<Kinds> {
    const named = this.fields.map(({ name, values, width }) => [
      name,
      Array.isArray(values) ? values : values.subarray(0, this.rows * width),
    ])
    return { ...Object.fromEntries(named), rows: this.rows } as Columns<Kinds>
  }

  /** Where the next row begins; -1 where this one is not whole yet, or was none. */
  private readRow(buffer: Buffer, start: number): number {
    let at = start + 2
    if (at > buffer.length || buffer.readInt16BE(start) === NO_MORE_ROWS) return -1
    if (this.rows === this.capacity) this.grow()
    for (const field of this.fields) {
      if (at + 4 > buffer.length) return -1
      const length = buffer.readInt32BE(at)
      at += 4
      if (length >= 0 && at + length > buffer.length) return -1
      store(field, this.rows, buffer, at, length)
      if (length > 0) at += length
    }
    this.rows++
    return at
  }

  private grow(): void {
    this.capacity *= 2
    for (const field of this.fields) {
      if (Array.isArray(field.values)) continue
      const larger =
        field.values instanceof Int32Array ? new Int32Array(this.capacity * field.width) : new Float64Array(this.capacity * field.width)
      larger.set(field.values)
      field.values = larger
    }
  }
}

interface Field {
  name: string
  kind: ColumnKind
  values: Int32Array | Float64Array | string[]
  /** Numbers a row. */
  width: number
}

function newField(name: string, kind: ColumnKind): Field {
  const width = kind === "uuid" ? 4 : 1
  if (kind === "text") return { name, kind, values: [], width }
  const size = FIRST_CAPACITY * width
  return { name, kind, values: kind === "int4" || kind === "uuid" ? new Int32Array(size) : new Float64Array(size), width }
}

const BYTES: Record<Exclude<ColumnKind, "text">, number> = { int4: 4, float8: 8, time: 8, uuid: 16 }

function store({ name, kind, values }: Field, row: number, buffer: Buffer, at: number, length: number): void {
  if (kind === "text") {
    ;(values as string[])[row] = length > 0 ? buffer.toString("utf8", at, at + length) : ""
    return
  }
  if (length < 0) return
  if (length !== BYTES[kind]) throw new Error(`column ${name} is not ${kind}: a value of it has ${length} bytes`)
  const numbers = values as Int32Array | Float64Array
  if (kind === "int4") numbers[row] = buffer.readInt32BE(at)
  else if (kind === "float8") numbers[row] = buffer.readDoubleBE(at)
  else if (kind === "time") numbers[row] = buffer.readInt32BE(at) * TWO_TO_32 + buffer.readUInt32BE(at + 4)
  else for (let word = 0; word < 4; word++) numbers[row * 4 + word] = buffer.readInt32BE(at + word * 4)
}

/** Where the first row begins; -1 while the header is not there as a whole. */
function headerEnd(buffer: Buffer): number {
  if (buffer.length < HEADER_BYTES) return -1
  const end = HEADER_BYTES + buffer.readInt32BE(HEADER_BYTES - 4)
  return buffer.length < end ? -1 : end
}
