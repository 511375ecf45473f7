import { addDays, dayOf, dayStart, isDayText, nextMidnight } from "./clock"

describe("dayStart and nextMidnight", () => {
  // Zone, day, first instant as its rules have it, where clocks change over midnight.
  it.each([
    ["Asia/Tokyo", "2026-03-30", "2026-03-29T15:00:00.000Z"],
    ["America/Santiago", "2026-09-06", "2026-09-06T04:00:00.000Z"],
    ["Africa/Cairo", "2026-10-30", "2026-10-29T22:00:00.000Z"],
    ["America/Havana", "2026-11-01", "2026-11-01T04:00:00.000Z"],
    ["Atlantic/Azores", "2026-10-25", "2026-10-25T00:00:00.000Z"],
  ])("in %s begin %s at %s, from wherever the day before they look", (zone, day, first) => {
    expect(dayStart(day, zone).toISOString()).toBe(first)
    for (const hoursBefore of [0.001, 1, 12, 22])
      expect(nextMidnight(new Date(Date.parse(first) - hoursBefore * 3_600_000), zone).toISOString()).toBe(first)
    expect([dayOf(new Date(Date.parse(first) - 1), zone) < day, dayOf(new Date(first), zone)]).toEqual([true, day])
  })
})

describe("days at the ends of the calendar", () => {
  it("go on behind the last day that people write", () => {
    expect(addDays("9999-12-31", 1)).toBe("10000-01-01")
    expect(addDays("10000-01-01", -1)).toBe("9999-12-31")
    expect(dayStart("10000-01-01", "Asia/Tokyo").toISOString()).toBe("9999-12-31T15:00:00.000Z")
    expect(dayOf(new Date("9999-12-31T15:00:00.000Z"), "Asia/Tokyo")).toBe("10000-01-01")
  })

  it("are days from the year 1 on", () => {
    expect(["0001-01-01", "2028-02-29", "9999-12-31"].map(isDayText)).toEqual([true, true, true])
    expect(["0000-01-01", "2027-02-29", "10000-01-01", "2026-1-1", 20260101].map(isDayText)).toEqual([false, false, false, false, false])
  })
})
