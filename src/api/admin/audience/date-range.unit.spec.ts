import { dateRange } from "./date-range"

const shop = (timeZone: string, now: string): Parameters<typeof dateRange>[0] =>
  ({ options: { timeZone }, clock: { now: () => new Date(now) } }) as Parameters<typeof dateRange>[0]

describe("dateRange", () => {
  it("is the last thirty days of the shop's zone, the days of a clock change included", () => {
    // In Berlin it is the 25th already; summer time (UTC+2) ended within these days.
    expect(dateRange(shop("Europe/Berlin", "2026-11-24T23:30:00Z"), {})).toEqual({
      ...{ from: "2026-10-27", to: "2026-11-25" },
      ...{ start: new Date("2026-10-26T23:00:00Z"), end: new Date("2026-11-25T23:00:00Z") },
    })
    expect(dateRange(shop("Europe/Berlin", "2026-11-24T12:00:00Z"), { from: "2026-10-25" })).toMatchObject({
      ...{ from: "2026-10-25", to: "2026-11-24", start: new Date("2026-10-24T22:00:00Z") },
    })
  })

  it("begins with the first of two midnights", () => {
    // Havana's clocks go back from 1:00 to 0:00 on 1 November 2026: midnight comes at UTC-4, and again at UTC-5.
    const day = { from: "2026-11-01", to: "2026-11-01" }
    expect(dateRange(shop("America/Havana", "2026-11-24T12:00:00Z"), day)).toEqual({
      ...day,
      ...{ start: new Date("2026-11-01T04:00:00Z"), end: new Date("2026-11-02T05:00:00Z") },
    })
  })

  it("refuses days in the wrong order, and more than two years", () => {
    const berlin = shop("Europe/Berlin", "2026-11-24T12:00:00Z")
    expect(() => dateRange(berlin, { from: "2026-11-25" })).toThrow("from: 2026-11-25 is after to, 2026-11-24")
    // 24 November 2024 to 24 November 2026 are 731 days.
    expect(dateRange(berlin, { from: "2024-11-24" }).from).toBe("2024-11-24")
    expect(() => dateRange(berlin, { from: "2024-11-23" })).toThrow("from: at most 731 days at once")
  })
})
