import type { MedusaRequest, MedusaResponse } from "@medusajs/framework/http"
import { parse } from "../../parse"
import { stagesOf } from "../../stages"
import { allowAnyOrigin, answerPreflight } from "../any-origin"
import { isKnownKey } from "../known-key"
import { sendJson } from "../send-json"
import { meQuery } from "./query"

/**
 * The published segments that a visitor is in, for the storefront.
 *
 * Somebody who refused personalization is in none: segments exist here to change what
 * a visitor sees. Caches keep nothing, or one visitor would be shown another's.
 */
export async function GET(req: MedusaRequest, res: MedusaResponse): Promise<void> {
  // Set here and not with the answer: Medusa answers what is thrown.
  allowAnyOrigin(res)
  res.setHeader("cache-control", "no-store")
  const { key, visitor } = parse(meQuery, req.query)
  if (!(await isKnownKey(req.scope, key))) {
    sendJson(res, 401, { type: "unauthorized", message: "key: is not a publishable API key of this shop" })
    return
  }
  const { identity, membership } = stagesOf(req)
  const known = await identity.visitorOf(visitor)
  const segments = known && known.personalization !== false ? await membership.segmentsOf(known.profileId, { publishedOnly: true }) : []
  sendJson(res, 200, { segments: segments.map(({ id, handle }) => ({ id, handle })) })
}

export { answerPreflight as OPTIONS }
