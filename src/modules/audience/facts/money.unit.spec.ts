import { parseOptions } from "../options"
import { createConverter, exact } from "./money"

describe("createConverter", () => {
  const warnings: string[] = []
  const log = { info: () => undefined, error: () => undefined, warn: (message: string) => warnings.push(message) }
  const convert = createConverter({ options: parseOptions({ currency: "eur", exchangeRates: { usd: 0.92 } }), log })

  it("leaves the reporting currency as it is and converts others, whatever the case of the code", () => {
    expect(convert(12.34, "EUR")).toBe(12.34)
    expect(convert(100, "usd")).toBe(92)
  })

  it("counts a currency without a rate as 0 and says so once", () => {
    expect([convert(5, "jpy"), convert(7, "JPY"), convert(1, "chf")]).toEqual([0, 0, 0])
    expect(warnings).toHaveLength(2)
    expect(warnings[0]).toMatch("no exchange rate for jpy")
  })
})

describe("exact", () => {
  it("removes the noise of adding decimals as doubles and keeps every real digit", () => {
    expect(exact(0.1 + 0.2)).toBe(0.3)
    expect(exact(54.621)).toBe(54.621)
    expect(exact(-1.005)).toBe(-1.005)
  })
})
