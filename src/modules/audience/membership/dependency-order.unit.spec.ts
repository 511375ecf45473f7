import { dependencyOrder } from "./dependency-order"

const order = (references: Record<string, string[]>): string[] =>
  dependencyOrder(
    Object.keys(references).map((id) => ({ id })),
    ({ id }) => references[id] ?? []
  ).map(({ id }) => id)

describe("dependencyOrder", () => {
  it("puts each segment behind those that its rule refers to", () => {
    expect(order({ c: ["b", "a"], b: ["a"], a: [], d: ["c"] })).toEqual(["a", "b", "c", "d"])
  })

  it("keeps the order of segments that do not refer to each other", () => {
    expect(order({ b: [], a: [], c: [] })).toEqual(["b", "a", "c"])
  })

  it("leaves out segments that do not exist", () => {
    expect(order({ a: ["gone"] })).toEqual(["a"])
  })

  it("ends on a circle, with each segment once", () => {
    expect(order({ a: ["b"], b: ["c"], c: ["a"] }).sort()).toEqual(["a", "b", "c"])
  })
})
