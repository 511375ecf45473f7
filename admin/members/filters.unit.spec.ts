import { both, NO_FILTERS, readFilters, ruleOf, writeFilters } from "./filters"

const FILTERS = { identified: false, countries: ["DE", "AT"], devices: ["mobile"], seen: -30 }

describe("readFilters", () => {
  it("gives back the filters that writeFilters wrote", () => {
    const search = new URLSearchParams()
    writeFilters(search, FILTERS)
    expect(readFilters(new URLSearchParams(search.toString()))).toEqual(FILTERS)
  })

  it("takes an address without filters, or with none there are, as unfiltered", () => {
    expect(readFilters(new URLSearchParams())).toEqual(NO_FILTERS)
    expect(readFilters(new URLSearchParams("seen=soon&country="))).toEqual(NO_FILTERS)
  })
})

describe("ruleOf", () => {
  it("asks every filter at once", () => {
    expect(ruleOf(FILTERS)).toEqual({
      match: "all",
      rules: [
        { field: "attribute.identified", operator: "eq", value: false },
        { field: "visit.country", operator: "in", value: ["DE", "AT"] },
        { field: "visit.device_type", operator: "in", value: ["mobile"] },
        { field: "visit.last_seen", operator: "not_in_last", value: { last: 30, unit: "day" } },
      ],
    })
  })

  it("is no rule without filters", () => {
    expect(ruleOf(NO_FILTERS)).toBeUndefined()
  })
})

describe("both", () => {
  it("puts conditions side by side, and leaves alternatives and negations whole", () => {
    const one = { field: "visit.type", operator: "eq" as const, value: "new" }
    const none = { match: "all" as const, not: true, rules: [one] }
    expect(both({ match: "all", rules: [one] }, none, undefined, one)).toEqual({ match: "all", rules: [one, none, one] })
  })
})
