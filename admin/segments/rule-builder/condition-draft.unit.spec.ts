import type { CatalogueField } from "../../../src/contract"
import { missingPart, onField, valueFor } from "./condition-draft"

const field = (given: Partial<CatalogueField>): CatalogueField => ({
  field: "behavior.events",
  family: "behavior",
  label: "Events",
  help: "",
  type: "number",
  operators: ["eq", "gte"],
  windowed: true,
  dimensions: [],
  suggests: false,
  ...given,
})

describe("onField", () => {
  it("asks for the filters without which the field means nothing", () => {
    const name = { key: "name", label: "Name", type: "text" as const, operators: ["eq" as const], required: true }
    expect(onField({ field: "", operator: "", value: {} }, field({ dimensions: [name] }))).toEqual({
      field: "behavior.events",
      operator: "gte",
      value: { value: 1, where: [{ dimension: "name", operator: "eq" }] },
    })
  })

  it("keeps the window only where the new field has one", () => {
    const rule = { field: "x", operator: "gte", value: { value: 9, within: { last: 7, unit: "day" as const } } }
    expect(onField(rule, field({})).value.within).toEqual({ last: 7, unit: "day" })
    expect(onField(rule, field({ windowed: false })).value.within).toBeUndefined()
  })
})

describe("valueFor", () => {
  it("carries what was typed over to the new operator's form", () => {
    expect(valueFor("text", "in", "/sale")).toEqual(["/sale"])
    expect(valueFor("text", "eq", ["/sale", "/new"])).toBe("/sale")
    expect(valueFor("number", "between", 3)).toEqual([3])
    expect(valueFor("date", "in_next", { last: 7, unit: "hour" })).toEqual({ next: 7, unit: "hour" })
    expect(valueFor("text", "not_set", "x")).toBeUndefined()
  })
})

describe("missingPart", () => {
  it("names what a condition still lacks", () => {
    expect(missingPart({ field: "", operator: "", value: {} })).toBe("field")
    expect(missingPart({ field: "a", operator: "gte", value: {} })).toBe("value")
    expect(missingPart({ field: "a", operator: "between", value: { value: [1] } })).toBe("value")
    expect(missingPart({ field: "a", operator: "gte", value: { value: 1, within: {} } })).toBe("window")
    expect(missingPart({ field: "a", operator: "gte", value: { value: 1, where: [{ dimension: "path", operator: "eq" }] } })).toBe("filter")
  })

  it("finds nothing missing in a whole condition", () => {
    expect(missingPart({ field: "a", operator: "gte", value: { value: 0 } })).toBeNull()
    expect(missingPart({ field: "a", operator: "eq", value: { value: false } })).toBeNull()
    expect(missingPart({ field: "a", operator: "set", value: {} })).toBeNull()
  })
})
