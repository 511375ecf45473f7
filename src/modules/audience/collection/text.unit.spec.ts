import { line, storable } from "./text"

describe("storable", () => {
  it("takes out what PostgreSQL cannot hold and leaves whole characters alone", () => {
    expect(storable("a\0b")).toBe("ab")
    expect(storable("\ud83d\ude00 \ud83d \ude00")).toBe("\ud83d\ude00 \ufffd \ufffd")
    expect(storable("größe 商品")).toBe("größe 商品")
  })
})

describe("line", () => {
  it("is one line, and no character is cut in half", () => {
    expect(line(" a\nb\x1fc ", 10)).toBe("a b c")
    expect(line("ab\ud83d\ude00", 3)).toBe("ab")
  })
})
