import { Retries } from "./retries"

describe("Retries", () => {
  it("waits 5 seconds, then twice as long after each failure, up to 5 minutes", () => {
    const retries = new Retries()
    const at = (seconds: number): Date => new Date(seconds * 1000)
    let now = 0
    for (const wait of [5, 10, 20, 40, 80, 160, 300, 300]) {
      retries.failed("aseg_1", 1, at(now))
      expect(retries.mustWait("aseg_1", 1, at(now + wait - 0.001))).toBe(true)
      expect(retries.mustWait("aseg_1", 1, at(now + wait))).toBe(false)
      now += wait
    }
  })

  it("tries another definition at once, and starts over behind a success", () => {
    const retries = new Retries()
    retries.failed("aseg_1", 1, new Date(0))
    expect(retries.mustWait("aseg_1", 2, new Date(0))).toBe(false)
    retries.succeeded("aseg_1")
    expect(retries.mustWait("aseg_1", 1, new Date(0))).toBe(false)
    expect(retries.hasFailed("aseg_1")).toBe(false)
  })
})
