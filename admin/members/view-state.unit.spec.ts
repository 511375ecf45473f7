import { FIRST_FIELDS, nextOrder, readView, writeView } from "./view-state"

describe("readView", () => {
  it("gives back every view that writeView wrote", () => {
    const view = { fields: ["visit.country", "attribute.custom.size"], q: "anna & co", order: "purchase.spent", cursor: "abc=" }
    expect(readView(new URLSearchParams(writeView(view).toString()))).toEqual(view)
  })

  it("keeps a view without any chosen column apart from an untouched one", () => {
    expect(readView(writeView({ fields: [], q: "", order: "-visit.last_seen", cursor: null })).fields).toEqual([])
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
