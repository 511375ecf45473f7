import { loadBitmaps, setOf } from "./bitmap"
import { countMasks, masksOf } from "./masks"

beforeAll(loadBitmaps)

describe("masksOf", () => {
  it("has a bit for each set that an id is in", () => {
    expect([...masksOf([setOf([1, 3]), setOf([3, 4]), setOf([])])]).toEqual([0, 0b001, 0, 0b011, 0b010])
  })

  it("is empty for empty sets", () => {
    expect(masksOf([setOf([]), setOf([])]).length).toBe(0)
  })

  it("refuses a ninth set", () => {
    expect(() => masksOf(Array.from({ length: 9 }, () => setOf([1])))).toThrow("at most 8")
  })
})

describe("countMasks", () => {
  it("counts everybody once, by exactly the sets they are in", () => {
    const counts = countMasks(masksOf([setOf([1, 2, 3]), setOf([3, 4]), setOf([3, 9])]))
    expect(Object.fromEntries(counts.map((count, mask) => [mask, count]).filter(([, count]) => count))).toEqual({
      0b001: 2,
      0b010: 1,
      0b100: 1,
      0b111: 1,
    })
  })
})
