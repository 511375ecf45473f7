import { newSegmentPath, readProposal } from "./new-segment"

const read = (path: string) => readProposal(new URL(path, "http://shop.test").searchParams)

describe("a proposal in the address", () => {
  it("is read as it was written, whatever its texts hold", () => {
    const rule = { match: "all" as const, rules: [{ field: "visit.city", operator: "eq" as const, value: "São & Paulo=?#" }] }
    expect(read(newSegmentPath({ name: "50 % off & more", rule }))).toEqual({ name: "50 % off & more", rule })
  })

  it("puts a single condition into a group, which is what the builder edits", () => {
    const rule = { field: "visit.sessions", operator: "gte" as const, value: 3 }
    expect(read(newSegmentPath({ name: "", rule }))?.rule).toEqual({ match: "all", rules: [rule] })
  })

  it.each(["", "?name=x", "?rule=", "?rule={%22match%22", "?rule=null", "?rule=7", "?rule={%22rules%22:7}"])(
    "is none in “%s”",
    (search) => {
      expect(read(`/segments/create${search}`)).toBeUndefined()
    }
  )
})
