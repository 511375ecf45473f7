import { readCohorts, writeCohorts } from "./cohort-state"

const read = (text: string) => readCohorts(new URLSearchParams(text))

describe("the cohorts in the address", () => {
  it("are read as they were written", () => {
    const state = { ...read(""), segment: "aseg_1", returning: "order" as const, range: { from: "2026-01-01", to: "2026-01-31" } }
    expect(readCohorts(writeCohorts(state))).toEqual(state)
  })

  it("take what is unknown for what is usual", () => {
    expect(read("by=birthday&interval=hour&axis=luck")).toMatchObject({ by: "first_visit", interval: "week", axis: "frequency" })
  })

  it("ask buyers about buying again unless the address says otherwise", () => {
    expect(read("by=first_order").returning).toBe("order")
    expect(read("by=first_order&returning=visit").returning).toBe("visit")
    expect(read("").returning).toBe("visit")
  })
})
