import type { MedusaResponse } from "@medusajs/framework/http"
import { mask } from "./mask"

const KEY = "audience.personal_fields"

/** Has everything that this answer says masked. @param fields full names of the catalogue's personal fields */
export function maskAnswer(res: MedusaResponse, fields: ReadonlySet<string>): void {
  res.locals[KEY] = fields
  const send = res.json.bind(res)
  res.json = (body) => send(mask(body, fields) as typeof body)
}

/** What an answer that is not sent by `json` has to pass each of its parts through. */
export function maskedFor(res: MedusaResponse): (part: unknown) => unknown {
  const fields = res.locals[KEY] as ReadonlySet<string> | undefined
  return fields ? (part) => mask(part, fields) : (part) => part
}
