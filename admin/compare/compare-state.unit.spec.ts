import { moved, readCompare, writeCompare } from "./compare-state"

const read = (text: string) => readCompare(new URLSearchParams(text))

describe("what is compared, in the address", () => {
  it("is read as it was written", () => {
    const state = { ids: ["a", "b"], range: { from: "2026-01-01", to: "2026-02-01" } }
    expect(readCompare(writeCompare(state))).toEqual(state)
    expect(readCompare(writeCompare({ ids: [], range: null }))).toEqual({ ids: [], range: null })
  })

  it("names each segment once, and no more than fit", () => {
    expect(read("ids=a,b,,a").ids).toEqual(["a", "b"])
    expect(read("ids=1,2,3,4,5,6,7,8,9").ids).toHaveLength(8)
  })

  it("has days only where both ends are named", () => {
    expect(read("ids=a,b&from=2026-01-01").range).toBeNull()
  })
})

describe("moved", () => {
  it("changes places with the neighbour, and stays at the ends", () => {
    expect(moved(["a", "b", "c"], "b", 1)).toEqual(["a", "c", "b"])
    expect(moved(["a", "b", "c"], "b", -1)).toEqual(["b", "a", "c"])
    expect(moved(["a", "b"], "a", -1)).toEqual(["a", "b"])
    expect(moved(["a", "b"], "x", 1)).toEqual(["a", "b"])
  })
})
