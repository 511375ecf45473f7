import { Transform } from "node:stream"

const LINE_FEED = 0x0a
const CARRIAGE_RETURN = 0x0d
const QUOTE = 0x22

/**
 * Ends lines with CR LF, as RFC 4180 has it: PostgreSQL ends them as its server's system does.
 *
 * Line feeds inside quoted cells belong to the cell and stay. Goes from mark to mark by
 * `indexOf`: looking at every byte in JavaScript takes longer than PostgreSQL takes to make it.
 */
export function crlfLines(): Transform {
  let quoted = false
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      const out = Buffer.allocUnsafe(chunk.length * 2)
      let length = 0
      let copied = 0
      let at = 0
      let quote = chunk.indexOf(QUOTE)
      for (;;) {
        if (quote >= 0 && quote < at) quote = chunk.indexOf(QUOTE, at)
        const end = quoted ? -1 : chunk.indexOf(LINE_FEED, at)
        if (quote >= 0 && (end < 0 || quote < end)) {
          // A doubled quote inside a cell flips twice.
          quoted = !quoted
          at = quote + 1
          continue
        }
        if (end < 0) break
        length += chunk.copy(out, length, copied, end)
        out[length++] = CARRIAGE_RETURN
        out[length++] = LINE_FEED
        copied = at = end + 1
      }
      length += chunk.copy(out, length, copied)
      done(null, out.subarray(0, length))
    },
  })
}
