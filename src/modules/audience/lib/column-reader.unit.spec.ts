import { ColumnReader } from "./column-reader"

const header = Buffer.concat([Buffer.from("PGCOPY\n\xff\r\n\0", "latin1"), Buffer.alloc(8)])
const end = Buffer.from([0xff, 0xff])

/** A row of the binary format: number of fields, then each with its length; null has the length -1. */
function row(...fields: (Buffer | null)[]): Buffer {
  const count = Buffer.alloc(2)
  count.writeInt16BE(fields.length)
  const parts = fields.map((field) => {
    const length = Buffer.alloc(4)
    length.writeInt32BE(field ? field.length : -1)
    return Buffer.concat([length, field ?? Buffer.alloc(0)])
  })
  return Buffer.concat([count, ...parts])
}

function int4(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeInt32BE(value)
  return bytes
}

function int8(value: bigint): Buffer {
  const bytes = Buffer.alloc(8)
  bytes.writeBigInt64BE(value)
  return bytes
}

describe("ColumnReader", () => {
  it("reads every kind of column, whatever pieces the rows come in", () => {
    const uuid = Buffer.from("00112233445566778899aabbccddeeff", "hex")
    const file = Buffer.concat([
      header,
      row(int4(-7), int8(-5_000_000_123n), uuid, Buffer.from("Straße")),
      row(null, int8(9_007_199_254_740_991n), null, null),
      end,
    ])
    for (const size of [1, 3, 7, file.length]) {
      const reader = new ColumnReader({ id: "int4", at: "time", session: "uuid", label: "text" })
      for (let from = 0; from < file.length; from += size) reader.push(file.subarray(from, from + size))
      const { rows, id, at, session, label } = reader.columns()
      expect(rows).toBe(2)
      expect([...id]).toEqual([-7, 0])
      expect([...at]).toEqual([-5_000_000_123, 9_007_199_254_740_991])
      expect([...session]).toEqual([0x00112233, 0x44556677, 0x8899aabb | 0, 0xccddeeff | 0, 0, 0, 0, 0])
      expect(label).toEqual(["Straße", ""])
    }
  })

  it("keeps what it read when its arrays grow", () => {
    const reader = new ColumnReader({ id: "int4" })
    const many = Array.from({ length: 10_000 }, (_, index) => row(int4(index)))
    reader.push(Buffer.concat([header, ...many, end]))
    expect([...reader.columns().id]).toEqual(many.map((_, index) => index))
  })

  it("refuses a column of another kind", () => {
    const reader = new ColumnReader({ id: "int4" })
    expect(() => reader.push(Buffer.concat([header, row(int8(1n)), end]))).toThrow("column id is not int4: a value of it has 8 bytes")
  })
})
