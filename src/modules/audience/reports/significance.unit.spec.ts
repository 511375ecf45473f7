import { differencePValue } from "./significance"

/** Probability beyond ±z under the normal curve, by adding up its density. */
function twoTails(z: number): number {
  const step = 1e-4
  let area = 0
  for (let x = z + step / 2; x < 12; x += step) area += Math.exp((-x * x) / 2) * step
  return (2 * area) / Math.sqrt(2 * Math.PI)
}

/** Number of ways to choose, exactly. */
function choose(n: number, k: number): number {
  let ways = 1n
  for (let i = 0; i < k; i++) ways = (ways * BigInt(n - i)) / BigInt(i + 1)
  return Number(ways)
}

describe("differencePValue", () => {
  it("is the pooled two-proportion test where every cell expects five people or more", () => {
    // 30 of 100 members and 15 of 100 others: pooled 0.225.
    const z = 0.15 / Math.sqrt(0.225 * 0.775 * (1 / 100 + 1 / 100))
    expect(differencePValue(30, 100, 45, 200)).toBeCloseTo(twoTails(z), 6)
  })

  it("is Fisher's exact test for the lady tasting tea", () => {
    // 3 of 4 cups told right: tables with 0, 1, 3, 4 right are as probable or less, (1 + 16 + 16 + 1) / 70.
    expect(differencePValue(3, 4, 4, 8)).toBeCloseTo(34 / 70, 10)
  })

  it("adds up every table that is at most as probable in a lopsided case", () => {
    const probability = (k: number): number => (choose(6, k) * choose(24, 10 - k)) / choose(30, 10)
    const expected = [0, 1, 2, 3, 4, 5, 6].map(probability).filter((p) => p <= probability(5) * (1 + 1e-9)).reduce((a, b) => a + b, 0) // prettier-ignore
    expect(differencePValue(5, 10, 6, 30)).toBeCloseTo(expected, 10)
  })

  it("is the same for the members and for the others, and for having and lacking", () => {
    const p = differencePValue(30, 100, 45, 300)
    expect(differencePValue(15, 200, 45, 300)).toBeCloseTo(p ?? -1, 12)
    expect(differencePValue(70, 100, 255, 300)).toBeCloseTo(p ?? -1, 12)
  })

  it("is 1 where members and others have it in the same proportion", () => {
    expect(differencePValue(20, 100, 60, 300)).toBeCloseTo(1, 12)
  })

  it("stays a number between 0 and 1 for a million profiles", () => {
    for (const [having, havingAll] of [
      [1, 2],
      [400_000, 400_001],
      [3, 900_000],
      [200_000, 500_000],
      [0, 10],
    ] as const) {
      // prettier-ignore
      const p = differencePValue(having, 400_000, havingAll, 1_000_000)
      expect(p === null || (p >= 0 && p <= 1)).toBe(true)
    }
  })

  it.each([
    ["no members", 0, 0, 5, 10],
    ["no others", 5, 10, 5, 10],
    ["nobody who has it", 0, 5, 0, 10],
    ["everybody having it", 5, 5, 10, 10],
  ])("is null with %s", (_, having, members, havingAll, total) => {
    expect(differencePValue(having, members, havingAll, total)).toBeNull()
  })
})
