import type { Consent } from "../../../contract"
import type { AudienceOptions } from "../options"
import type { CollectRequest } from "./types"

/**
 * Whether this request may be stored.
 *
 * Without the visitor's own word the shop's mode decides: `opt_in` means no. A browser
 * that asks not to be followed (Global Privacy Control, Do Not Track) is obeyed, except
 * where `opt_in` made the visitor say yes to this very shop.
 */
export function allowsAnalytics(
  mode: AudienceOptions["consent"],
  consent: Partial<Consent> | undefined,
  { headers }: CollectRequest
): boolean {
  if (consent?.analytics === false) return false
  if (mode === "opt_in") return consent?.analytics === true
  return headers["sec-gpc"] !== "1" && headers.dnt !== "1"
}
