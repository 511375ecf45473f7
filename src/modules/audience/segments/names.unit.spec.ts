import { checkName, handleOf, nameOfCopy } from "./names"

describe("nameOfCopy", () => {
  it("stays a name that can be stored, wherever the one before is cut", () => {
    expect(nameOfCopy("Buyers")).toBe("Buyers (copy)")
    // 192 letters and characters of two UTF-16 units each: the cut after 193 units is in the middle of the first.
    const copy = nameOfCopy(`${"x".repeat(192)}😀😀😀`)
    expect(copy).toBe(`${"x".repeat(192)} (copy)`)
    expect(checkName(copy)).toBe(copy)
  })
})

describe("handleOf", () => {
  it("keeps letters of every script, whole", () => {
    expect(handleOf("Größe & Co")).toBe("grosse-co")
    expect(handleOf("新規の訪問者")).toBe("新規の訪問者")
    // U+20BB7 takes two units, the second of which would be the 101st.
    expect(handleOf(`${"x".repeat(99)}𠮷`)).toBe("x".repeat(99))
    expect(handleOf("😀")).toBe("segment")
  })
})
