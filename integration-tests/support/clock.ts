import type { Clock } from "../../src/modules/audience/lib/clock"

/** A clock that stands still until it is set. */
export interface TestClock extends Clock {
  set(at: Date | string): void
  advance(milliseconds: number): void
}

export function testClock(start: Date | string): TestClock {
  let now = new Date(start)
  return {
    now: () => new Date(now),
    set: (at) => {
      now = new Date(at)
    },
    advance: (milliseconds) => {
      now = new Date(now.getTime() + milliseconds)
    },
  }
}
