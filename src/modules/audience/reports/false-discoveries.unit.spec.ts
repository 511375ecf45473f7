import { falseDiscoveryRates } from "./false-discoveries"

/** Benjamini & Hochberg 1995, section 4.1: fifteen hypotheses about two treatments after a heart attack. */
const PUBLISHED = [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.324, 0.4262, 0.5719, 0.6528, 0.759, 1]

describe("falseDiscoveryRates", () => {
  it("finds the four differences of the published example at 5 %", () => {
    expect(falseDiscoveryRates(PUBLISHED).map((q) => q !== null && q <= 0.05)).toEqual(PUBLISHED.map((_, index) => index < 4))
  })

  it("is p × tests / rank, and never above that of a larger p", () => {
    const rates = falseDiscoveryRates(PUBLISHED)
    expect(rates[0]).toBeCloseTo(0.0001 * 15, 10)
    expect(rates[3]).toBeCloseTo((0.0095 * 15) / 4, 10)
    // The sixth alone would be 0.0278 × 15 / 6 = 0.0695; the seventh, 0.0298 × 15 / 7, is smaller.
    expect(rates[5]).toBeCloseTo((0.0298 * 15) / 7, 10)
    expect(rates[6]).toBeCloseTo((0.0298 * 15) / 7, 10)
    expect(rates[14]).toBe(1)
  })

  it("keeps the order given and leaves out what was not tested", () => {
    expect(falseDiscoveryRates([0.04, null, 0.01])).toEqual([0.04, null, 0.02])
    expect(falseDiscoveryRates([])).toEqual([])
    expect(falseDiscoveryRates([null])).toEqual([null])
  })
})
