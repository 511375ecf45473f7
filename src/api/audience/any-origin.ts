import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"

/** Lets any site read the answer: it depends on the address alone, never on a cookie. */
export function allowAnyOrigin(res: MedusaResponse): void {
  res.setHeader("access-control-allow-origin", "*")
}

/** Answers a browser's question whether it may GET with headers of its own. */
export function answerPreflight(_req: MedusaRequest, res: MedusaResponse): void {
  allowAnyOrigin(res)
  res.setHeader("access-control-allow-methods", "GET")
  res.setHeader("access-control-allow-headers", "content-type")
  res.setHeader("access-control-max-age", "86400")
  res.status(204).end()
}
