import { NO_FILTERS } from "./filters"
import { FIRST_FIELDS, nextOrder, readView, writeView } from "./view-state"

describe("readView", () => {
  it("gives back every view that writeView wrote", () => {
    const filters = { ...NO_FILTERS, countries: ["DE"], seen: 7 }
    const view = { fields: ["visit.country", "attribute.custom.size"], q: "anna & co", order: "purchase.spent", filters, cursor: "abc=" }
    expect(readView(new URLSearchParams(writeView(view).toString()))).toEqual(view)
  })

  it("keeps a view without any chosen column apart from an untouched one", () => {
    expect(readView(writeView({ fields: [], q: "", order: "-visit.last_seen", filters: NO_FILTERS, cursor: null })).fields).toEqual([])
    expect(readView(new URLSearchParams()).fields).toEqual(FIRST_FIELDS)
  })
})

describe("writeView", () => {
  it("leaves out what is as usual", () => {
    expect(writeView(readView(new URLSearchParams())).toString()).toBe("")
  })
})

describe("nextOrder", () => {
  it("begins with the largest and turns around", () => {
    expect(nextOrder("-visit.last_seen", "purchase.spent")).toBe("-purchase.spent")
    expect(nextOrder("-purchase.spent", "purchase.spent")).toBe("purchase.spent")
    expect(nextOrder("purchase.spent", "purchase.spent")).toBe("-purchase.spent")
  })
})
