import { fitsInto, heightOf } from "./depth"
import type { BuilderGroup, BuilderRule } from "./convert"

const condition: BuilderRule = { field: "visit.sessions", operator: "gte", value: { value: 1 } }
const group = (...rules: BuilderGroup["rules"]): BuilderGroup => ({ combinator: "all", rules })

describe("heightOf", () => {
  it("counts the groups on the longest way down", () => {
    expect(heightOf(condition)).toBe(0)
    expect(heightOf(group())).toBe(1)
    expect(heightOf(group(condition, group(group(condition))))).toBe(3)
  })
})

describe("fitsInto", () => {
  it("keeps a rule at five groups, the root included", () => {
    expect(fitsInto([0, 0, 0, 0], condition)).toBe(true)
    expect(fitsInto([0, 0, 0], group(condition))).toBe(true)
    expect(fitsInto([0, 0, 0, 0], group(condition))).toBe(false)
    expect(fitsInto([], group(group(group(group()))))).toBe(true)
    expect(fitsInto([0], group(group(group(group()))))).toBe(false)
  })
})
