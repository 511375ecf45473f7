import { Transform } from "node:stream"

const LINE_FEED = 0x0a
const CARRIAGE_RETURN = 0x0d
const QUOTE = 0x22

/**
 * Ends lines with CR LF, as RFC 4180 has it: PostgreSQL ends them as its server's system does.
 *
 * Line feeds inside quoted cells belong to the cell and stay.
 */
export function crlfLines(): Transform {
  let quoted = false
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      const out = Buffer.allocUnsafe(chunk.length * 2)
      let length = 0
      for (const byte of chunk) {
        // A doubled quote inside a cell flips twice.
        if (byte === QUOTE) quoted = !quoted
        else if (byte === LINE_FEED && !quoted) out[length++] = CARRIAGE_RETURN
        out[length++] = byte
      }
      done(null, out.subarray(0, length))
    },
  })
}
