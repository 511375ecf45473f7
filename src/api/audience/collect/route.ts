import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { WIRE_LIMITS } from "../../../contract"
import type { CollectOutcome } from "../../../modules/audience"
import { stagesOf } from "../../stages"
import { isKnownKey } from "../known-key"
import { sendJson } from "../send-json"
import { readBody } from "./read-body"

/** Takes events from the tag; answers after they are committed. */
export async function POST(req: MedusaRequest, res: MedusaResponse): Promise<void> {
  const body = await readBody(req, WIRE_LIMITS.bytes)
  if (body === null) {
    stagesOf(req).collection.refuseTooLarge()
    // What is left of the body is not waited for.
    answer(res, { status: 413, message: `body: must not exceed ${WIRE_LIMITS.bytes} bytes` }, { connection: "close" })
    return
  }
  const outcome = await stagesOf(req).collection.collect({
    body,
    userAgent: req.headers["user-agent"],
    headers: req.headers,
    isKnownKey: (key) => isKnownKey(req.scope, key),
  })
  answer(res, outcome)
}

/** Beacons of application/json and retries from other origins ask first. */
export function OPTIONS(_req: MedusaRequest, res: MedusaResponse): void {
  res.writeHead(204, {
    ...CORS,
    "access-control-allow-methods": "POST",
    "access-control-allow-headers": "content-type",
    "access-control-max-age": "86400",
  })
  res.end()
}

const CORS = { "access-control-allow-origin": "*", "access-control-expose-headers": "retry-after" }

const ERROR_TYPES = { 400: "invalid_data", 401: "unauthorized", 413: "invalid_data", 429: "too_many_requests" } as const

function answer(res: MedusaResponse, outcome: CollectOutcome, headers: Record<string, string> = {}): void {
  if (outcome.status === 204) {
    res.writeHead(204, CORS)
    res.end()
    return
  }
  const retryAfter: Record<string, string> = outcome.status === 429 ? { "retry-after": String(outcome.retryAfterSeconds) } : {}
  const body = outcome.status === 202 ? outcome.body : { type: ERROR_TYPES[outcome.status], message: outcome.message }
  sendJson(res, outcome.status, body, { ...CORS, ...retryAfter, ...headers })
}
