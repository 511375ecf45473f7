import { nextSession, type StoredSession } from "./session"

const MINUTE = 60_000
const IDLE = 30 * MINUTE
const NOON = Date.UTC(2026, 10, 23, 12)
const stored: StoredSession = ["s-1", NOON, "www.google.com"]

describe("nextSession", () => {
  it("begins one where there is none, with the source that arrived", () => {
    const [id, latest, source] = nextSession([], NOON, IDLE, "&utm_source=x")
    expect(id).toMatch(/^[0-9a-f-]{36}$/)
    expect([latest, source]).toEqual([NOON, "&utm_source=x"])
  })

  it("continues up to the idle time, and takes note of the event", () => {
    expect(nextSession(stored, NOON + IDLE, IDLE, "")).toEqual(["s-1", NOON + IDLE, "www.google.com"])
  })

  it("begins another one after the idle time", () => {
    const [id, latest, source] = nextSession(stored, NOON + IDLE + 1, IDLE, "")
    expect(id).not.toBe("s-1")
    expect([latest, source]).toEqual([NOON + IDLE + 1, ""])
  })

  it("begins another one when another source arrives", () => {
    const [id, , source] = nextSession(stored, NOON + MINUTE, IDLE, "&utm_source=mail")
    expect(id).not.toBe("s-1")
    expect(source).toBe("&utm_source=mail")
  })

  it("continues when the same source arrives again, as on reloading", () => {
    expect(nextSession(stored, NOON + MINUTE, IDLE, "www.google.com")[0]).toBe("s-1")
  })

  it("continues on a direct visit, and keeps the source", () => {
    expect(nextSession(stored, NOON + MINUTE, IDLE, "")).toEqual(["s-1", NOON + MINUTE, "www.google.com"])
  })
})
