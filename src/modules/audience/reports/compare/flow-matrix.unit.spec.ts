import { loadBitmaps, setOf } from "../../lib/bitmap"
import { flowMatrix, placedMatrix } from "./flow-matrix"

beforeAll(loadBitmaps)

describe("flowMatrix", () => {
  it("counts who was where and is where, with those outside in the last row and column", () => {
    const before = [setOf([1, 2, 3]), setOf([4])]
    const after = [setOf([1, 4, 9]), setOf([2])]
    // 1 stays in the first, 2 goes to the second, 3 leaves; 4 comes over from the second; 9 is new.
    expect(flowMatrix(before, after)).toEqual([
      [1, 1, 1],
      [1, 0, 0],
      [1, 0, 0],
    ])
  })

  it("counts somebody who is in two sets in both", () => {
    expect(flowMatrix([setOf([1]), setOf([1])], [setOf([1]), setOf([])])).toEqual([
      [1, 0, 0],
      [1, 0, 0],
      [0, 0, 0],
    ])
  })
})

describe("placedMatrix", () => {
  it("counts everybody once, in the first set that holds them", () => {
    // 1 is in both before, and in the second only afterwards; 2 is in the second before and in both afterwards.
    expect(placedMatrix([setOf([1]), setOf([1, 2])], [setOf([2]), setOf([1, 2])])).toEqual([
      [0, 1, 0],
      [1, 0, 0],
      [0, 0, 0],
    ])
  })
})
