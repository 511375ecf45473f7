import type { ServerResponse } from "node:http"

/**
 * Answers JSON to any site: what is answered here depends on the address and the body alone, never on a cookie.
 *
 * On the bare response: Express's own way hashes every body for an ETag, which no beacon reads and no
 * cache may keep.
 */
export function sendJson(res: ServerResponse, status: number, body: object, headers: Record<string, string> = {}): void {
  const json = JSON.stringify(body)
  res.writeHead(status, {
    "access-control-allow-origin": "*",
    "content-type": "application/json; charset=utf-8",
    "content-length": Buffer.byteLength(json),
    ...headers,
  })
  res.end(json)
}
