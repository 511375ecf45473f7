import type { Consent } from "../contract"
import type { ConsentMode } from "./options"
import type { ConsentChoice } from "./tag"

/**
 * Which purposes are allowed: the visitor's own answer, and without one the mode's default.
 *
 * A signal of the browser (Global Privacy Control, Do Not Track) is a no to everything that
 * the visitor has not explicitly allowed on this site.
 */
export function decideConsent(mode: ConsentMode, signal: boolean | undefined, choice: ConsentChoice): Consent {
  const analytics = mode !== "opt_in" && !signal
  // Without an identity that lasts there is nobody to personalise for or to advertise to.
  const others = analytics && mode !== "cookieless"
  return { analytics, personalization: others, marketing: others, ...choice }
}

/** Whether the browser asks every site not to track. */
export function privacySignal(): boolean | undefined {
  const { globalPrivacyControl, doNotTrack } = navigator as Navigator & { globalPrivacyControl?: boolean }
  return globalPrivacyControl || doNotTrack === "1"
}
