import { firstIdSince } from "./recent-id"

describe("firstIdSince", () => {
  // An id that Medusa made at 2026-11-23T21:37:58.745Z or a few milliseconds before.
  const id = "order_01M855G9EMV1NXX7W7KC63N01A"

  it("sorts before ids made since and after ids made earlier", () => {
    expect(firstIdSince("order", new Date("2026-11-23T21:37:58.000Z")) < id).toBe(true)
    expect(firstIdSince("order", new Date("2026-11-23T21:38:00.000Z")) > id).toBe(true)
  })
})
