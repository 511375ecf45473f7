import type { Consent } from "../contract"
import type { ConsentMode } from "./options"
import type { ConsentChoice } from "./tag"

/**
 * Which purposes are allowed: the visitor's own answer, and without one the mode's default.
 *
 * A signal of the browser (Global Privacy Control, Do Not Track) is a no, except where `opt_in`
 * made the visitor say yes to this very shop: the server decides by the same rule, and would
 * refuse what is sent all the same.
 */
export function decideConsent(mode: ConsentMode, signal: boolean | undefined, choice: ConsentChoice): Consent {
  const asks = mode === "opt_in"
  const others = mode === "opt_out" && !signal
  return { analytics: !asks && !signal, personalization: others, marketing: others, ...(asks || !signal ? choice : {}) }
}

/** Whether the browser asks every site not to track. */
export function privacySignal(): boolean | undefined {
  const { globalPrivacyControl, doNotTrack } = navigator as Navigator & { globalPrivacyControl?: boolean }
  return globalPrivacyControl || doNotTrack === "1"
}
