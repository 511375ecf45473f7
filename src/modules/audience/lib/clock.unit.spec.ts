import { dayOf, dayStart, nextMidnight } from "./clock"

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
