import type { IncomingMessage } from "node:http"

/** How much of a body that is too large is still read, so that its sender gets to see the answer. */
const PATIENCE = 16

/**
 * The body of a request as text; null when it has more than `limit` bytes.
 *
 * Instead of Medusa's parsers: beacons send JSON as text/plain, and collection parses it itself.
 */
export function readBody(req: IncomingMessage, limit: number): Promise<string | null> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    let size = 0
    req.on("data", (chunk: Buffer) => {
      size += chunk.length
      if (size <= limit) chunks.push(chunk)
      else if (size > limit * PATIENCE) resolve(null)
    })
    req.on("end", () => resolve(size > limit ? null : chunks.length === 1 ? String(chunks[0]) : Buffer.concat(chunks).toString()))
    req.on("error", reject)
  })
}
