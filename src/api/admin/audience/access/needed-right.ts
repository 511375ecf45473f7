import type { Rights } from "../../../../contract"

// Express matches addresses without case, and a right must not depend on how one is spelt.

/** Requests that only read although they are POSTs: their questions are too long for an address. */
const READING = /^\/(segments\/preview|segments\/[^/]+\/evaluate|compare|overlap|flows|cohorts|funnel|rfm)$/i
const EXPORTING = /^\/(segments\/[^/]+\/export|profiles\/export|profiles\/[^/]+\/data|imports\/[^/]+\/errors)$/i
/** A shared report leaves the house as a file does. */
const SHARING = /^\/shares(\/|$)/i

/** The right that a request takes besides being signed in; null where everybody may. `path` starts after `/admin/audience`. */
export function neededRight(method: string, path: string): Exclude<keyof Rights, "personal"> | null {
  if (EXPORTING.test(path)) return "export"
  if (method === "GET" || method === "HEAD" || method === "OPTIONS" || READING.test(path)) return null
  return SHARING.test(path) ? "export" : "edit"
}

/** Requests whose answer is personal data through and through: there is nothing to mask. */
export function isPersonal(path: string, query: Record<string, unknown>): boolean {
  if (/^\/profiles\/[^/]+\/data$/i.test(path) || /^\/imports(\/|$)/i.test(path)) return true
  // Files for advertisers consist of e-mails, phones and names.
  return /\/export$/i.test(path) && query.format !== undefined && query.format !== "csv"
}

/** Lists of people that `q` searches by name, e-mail and member id. */
export function searchesPeople(path: string): boolean {
  return /^\/(profiles(\/export)?|segments\/[^/]+\/(members|export))$/i.test(path)
}
