import { isNarrowed, listQuery, readListView, writeListView } from "./list-view"

const VIEW = {
  q: "win back",
  families: ["visit", "purchase"],
  states: ["failed"],
  kinds: ["static"],
  archived: true,
  order: "-share",
  page: 2,
}

describe("readListView", () => {
  it("gives back every view that writeListView wrote", () => {
    expect(readListView(new URLSearchParams(writeListView(VIEW).toString()))).toEqual(VIEW)
  })

  it("begins at the first page for an address that names no page there is", () => {
    for (const page of ["0", "-3", "two"]) expect(readListView(new URLSearchParams({ page })).page).toBe(0)
  })
})

describe("writeListView", () => {
  it("leaves out what is as usual", () => {
    expect(writeListView(readListView(new URLSearchParams())).toString()).toBe("")
  })
})

describe("listQuery", () => {
  it("counts rows, not pages", () => {
    expect(listQuery(VIEW)).toMatchObject({ family: "visit,purchase", limit: 20, offset: 40 })
  })
})

describe("isNarrowed", () => {
  it("tells a list of all from a filtered one", () => {
    expect(isNarrowed(readListView(new URLSearchParams("order=name&page=3")))).toBe(false)
    expect(isNarrowed(readListView(new URLSearchParams("kind=static")))).toBe(true)
  })
})
