import fc from "fast-check"
import { sumOf } from "./exact-sum"

describe("sumOf", () => {
  it("adds up amounts of money to the cent, in whatever order they come", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 10_000_000 }), { maxLength: 500 }), (cents) => {
        const amounts = cents.map((amount) => amount / 100)
        const total = cents.reduce((sum, amount) => sum + amount, 0) / 100
        expect(sumOf(amounts)).toBe(total)
        expect(sumOf(amounts.reverse())).toBe(total)
      })
    )
  })

  it("keeps what is small beside what is large", () => {
    expect(sumOf([1e16, 1, -1e16])).toBe(1)
    expect(sumOf([0.1, 0.2, 0.3])).toBe(0.6)
  })

  it("is 0 of nothing", () => {
    expect(sumOf([])).toBe(0)
  })
})
