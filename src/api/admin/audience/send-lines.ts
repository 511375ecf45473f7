import type { AuthenticatedMedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { stagesOf } from "../../stages"
import { maskedFor } from "./access/masked"

/** An answer of several lines, each a JSON text of its own. */
const LINES = "application/x-ndjson"

/** Whether the request asks for an answer line by line; JSON where it takes either. */
export function asksForLines(req: AuthenticatedMedusaRequest): boolean {
  return req.accepts(["application/json", LINES]) === LINES
}

/**
 * Answers what `work` writes, each line as soon as it is there. What goes wrong before the first is answered as JSON.
 *
 * Once the reader has gone a line is refused, so that nobody goes on counting for them.
 */
export async function sendLines<Line>(
  req: AuthenticatedMedusaRequest,
  res: MedusaResponse,
  work: (write: (line: Line) => void) => Promise<unknown>
): Promise<void> {
  const masked = maskedFor(res)
  const write = (line: Line): void => {
    if (res.destroyed) throw new Error("the reader has gone")
    if (!res.headersSent) res.writeHead(200, { "content-type": `${LINES}; charset=utf-8`, "cache-control": "no-store", "x-accel-buffering": "no" }) // prettier-ignore
    res.write(`${JSON.stringify(masked(line))}\n`)
  }
  try {
    await work(write)
    res.end()
  } catch (error) {
    if (res.destroyed) return
    if (!res.headersSent) throw error
    // The head is sent: a broken transfer is all that can tell the reader that lines are missing.
    stagesOf(req).log.warn(`audience: ${req.path} ended early: ${(error as Error).message}`)
    res.destroy()
  }
}
