import { uuid } from "./uuid"

const FORM = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/

describe("uuid", () => {
  afterEach(() => jest.useRealTimers())

  it("has the form, version and variant of a UUIDv7", () => {
    for (let n = 0; n < 1000; n++) expect(uuid()).toMatch(FORM)
  })

  it("begins with the time it was made, in milliseconds", () => {
    const far = Date.UTC(2031, 4, 6, 7, 8, 9, 123)
    jest.useFakeTimers({ now: far })
    expect(Number.parseInt(uuid().replaceAll("-", "").slice(0, 12), 16)).toBe(far)
  })

  it("sorts by the order of making, within one millisecond and when the clock is set back", () => {
    jest.useFakeTimers({ now: Date.UTC(2032, 0, 1) })
    const ids = Array.from({ length: 600 }, () => uuid())
    jest.setSystemTime(Date.UTC(2031, 0, 1))
    ids.push(...Array.from({ length: 10 }, () => uuid()))
    expect([...ids].sort()).toEqual(ids)
    expect(new Set(ids).size).toBe(ids.length)
  })
})
