import { rangeOf, roundStep } from "./ranges"

describe("roundStep", () => {
  it.each([
    [95, 10],
    [100, 20],
    [30, 5],
    [0.3, 0.05],
    // 15-digit member numbers, and as far apart as numbers may be.
    [15, 2],
    [2e15, 5e14],
  ])("covers %d with at most ten ranges of %d", (width, step) => {
    expect(roundStep(width)).toBeCloseTo(step, 10)
  })

  it("stays a number for the smallest differences that there are", () => {
    expect(roundStep(5e-324)).toBeGreaterThan(0)
  })
})

describe("rangeOf", () => {
  it("names a range by round numbers, and a number by itself", () => {
    expect(rangeOf(3, 0.1)).toEqual({ key: "0.3", label: "0.3 to under 0.4" })
    expect(rangeOf(-1, 20)).toEqual({ key: "-20", label: "-20 to under 0" })
    expect(rangeOf(7.5, null)).toEqual({ key: "7.5", label: "7.5" })
  })

  it("keeps neighbours apart, however large their numbers are", () => {
    expect(rangeOf(400_000_000_000_001, 2).label).toBe("800000000000002 to under 800000000000004")
  })
})
