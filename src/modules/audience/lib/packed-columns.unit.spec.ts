import { unpacked } from "./packed-columns"

const header = Buffer.concat([Buffer.from("PGCOPY\n\xff\r\n\0", "latin1"), Buffer.alloc(8)])
const end = Buffer.from([0xff, 0xff])

/** A row of the binary format: number of fields, then each with its length. */
function row(...fields: Buffer[]): Buffer {
  const count = Buffer.alloc(2)
  count.writeInt16BE(fields.length)
  return Buffer.concat([count, ...fields.flatMap((field) => [int4(field.length), field])])
}

function int4(...values: number[]): Buffer {
  const bytes = Buffer.alloc(4 * values.length)
  values.forEach((value, place) => bytes.writeInt32BE(value, place * 4))
  return bytes
}

function int8(...values: bigint[]): Buffer {
  const bytes = Buffer.alloc(8 * values.length)
  values.forEach((value, place) => bytes.writeBigInt64BE(value, place * 8))
  return bytes
}

function float8(...values: number[]): Buffer {
  const bytes = Buffer.alloc(8 * values.length)
  values.forEach((value, place) => bytes.writeDoubleBE(value, place * 8))
  return bytes
}

const text = (...values: string[]): Buffer => Buffer.concat(values.flatMap((value) => [int4(Buffer.byteLength(value)), Buffer.from(value)]))
const uuid = Buffer.from("00112233445566778899aabbccddeeff", "hex")

describe("unpacked", () => {
  it("reads every kind of column out of all rows, one behind the other", () => {
    const file = Buffer.concat([
      header,
      row(int4(-7, 8), int8(-5_000_000_123n, 0n), Buffer.concat([uuid, uuid]), float8(0.5, -1e300), text("Straße", "")),
      row(int4(9), int8(9_007_199_254_740_991n), Buffer.alloc(16), float8(0), text("three\nlines\n")),
      end,
    ])
    const { rows, id, at, session, amount, label } = unpacked(file, {
      id: "int4",
      at: "time",
      session: "uuid",
      amount: "float8",
      label: "text",
    })
    expect(rows).toBe(3)
    expect([...id]).toEqual([-7, 8, 9])
    expect([...at]).toEqual([-5_000_000_123, 0, 9_007_199_254_740_991])
    const words = [0x00112233, 0x44556677, 0x8899aabb | 0, 0xccddeeff | 0]
    expect([...session]).toEqual([...words, ...words, 0, 0, 0, 0])
    expect([...amount]).toEqual([0.5, -1e300, 0])
    expect(label).toEqual(["Straße", "", "three\nlines\n"])
  })

  it("reads rows of many numbers as one column of all of them, in the order of the rows", () => {
    const file = Buffer.concat([header, row(int4(2, 0, 1), int4(11, 12, 13)), end])
    const { counts, people } = unpacked(file, { counts: "int4", people: "int4s" })
    expect([...counts]).toEqual([2, 0, 1])
    expect([...people]).toEqual([11, 12, 13])
  })

  it("reads a file without rows as empty columns", () => {
    expect(unpacked(Buffer.concat([header, end]), { id: "int4", label: "text" })).toEqual({ rows: 0, id: new Int32Array(), label: [] })
  })
})
