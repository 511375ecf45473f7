import { decideConsent, privacySignal } from "./consent"

const all = (allowed: boolean) => ({ analytics: allowed, personalization: allowed, marketing: allowed })

describe("decideConsent", () => {
  it("allows everything under opt_out until the visitor says no", () => {
    expect(decideConsent("opt_out", false, {})).toEqual(all(true))
    expect(decideConsent("opt_out", false, { marketing: false })).toEqual({ ...all(true), marketing: false })
  })

  it("allows nothing under opt_in until the visitor says yes, purpose by purpose", () => {
    expect(decideConsent("opt_in", false, {})).toEqual(all(false))
    expect(decideConsent("opt_in", false, { analytics: true })).toEqual({ ...all(false), analytics: true })
  })

  it("allows only statistics under cookieless, where no identity lasts", () => {
    expect(decideConsent("cookieless", false, {})).toEqual({ ...all(false), analytics: true })
  })

  it.each(["opt_out", "opt_in", "cookieless"] as const)("takes a signal of the browser for a no under %s", (mode) => {
    expect(decideConsent(mode, true, {})).toEqual(all(false))
  })

  it("lets the visitor's own yes go before the browser's signal only where the shop asked for it", () => {
    expect(decideConsent("opt_in", true, { analytics: true })).toEqual({ ...all(false), analytics: true })
    expect(decideConsent("opt_out", true, { analytics: true })).toEqual(all(false))
  })
})

describe("privacySignal", () => {
  const withNavigator = (value: object) => {
    Object.defineProperty(globalThis, "navigator", { value, configurable: true })
    return Boolean(privacySignal())
  }
  const before = Object.getOwnPropertyDescriptor(globalThis, "navigator")
  afterAll(() => {
    if (before) Object.defineProperty(globalThis, "navigator", before)
    else Reflect.deleteProperty(globalThis, "navigator")
  })

  it("sees Global Privacy Control and Do Not Track, and nothing in their absence", () => {
    expect(withNavigator({ globalPrivacyControl: true })).toBe(true)
    expect(withNavigator({ doNotTrack: "1" })).toBe(true)
    expect(withNavigator({ doNotTrack: "0", globalPrivacyControl: false })).toBe(false)
    expect(withNavigator({ doNotTrack: "unspecified" })).toBe(false)
    expect(withNavigator({})).toBe(false)
  })
})
